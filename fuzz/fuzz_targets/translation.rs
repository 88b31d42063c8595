#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| counterpitch_fuzz::translation(bytes));
