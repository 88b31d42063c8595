//! White space as it reads: one space, however it was typed.

/// Writes a text with each run of white space as one space, and none at its ends.
pub(super) fn push_words(out: &mut String, text: &str) {
    let is_blank = |c: char| c <= ' ';
    let mut rest = text.trim_matches(is_blank);
    while let Some(at) = odd_space(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].trim_start_matches(is_blank);
    }
    out.push_str(rest);
}

/// The first white space that is not a single space between words; the last byte is no white space. A block is
/// tested as a whole before its bytes, because nearly all blocks have none.
fn odd_space(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_odd = |byte: u8, next: u8| byte <= b' ' && (byte != b' ' || next <= b' ');
    let nexts = bytes.get(1..)?;
    let plain = bytes.chunks_exact(BLOCK).zip(nexts.chunks_exact(BLOCK)).take_while(|(block, next)| {
        block.iter().zip(*next).fold(0, |any, (&byte, &next)| any | u8::from(is_odd(byte, next))) == 0
    });
    let from = plain.count() * BLOCK;
    bytes[from..].iter().zip(&nexts[from..]).position(|(&byte, &next)| is_odd(byte, next)).map(|at| from + at)
}
