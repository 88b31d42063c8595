//! What is said of a value of another type than its key asks for, with the fix where it is certain.

use super::table::Value;
use crate::source::Diagnostic;
use std::fmt::Display;
use std::str::FromStr;

/// The fault that something is no string; `several` is what to do with a list of strings.
pub(super) fn no_string(value: Value<'_>, several: &str) -> Diagnostic {
    let fault = value.wrong_type("a string");
    match value.as_list() {
        Some(list) if list.len() == 1 && list[0].as_str().is_some() => {
            fault.help("leave the brackets out").fix(value.span(), list[0].written())
        }
        Some(_) => fault.help(several),
        None if value.as_date_time().is_some() => fault.fix(value.span(), format!("\"{}\"", value.written())),
        None => fault,
    }
}

/// The fault that something is no list, where one of its entries may stand without brackets.
pub(super) fn no_list(value: Value<'_>, of_tables: bool) -> Diagnostic {
    let written = value.written();
    let is_name = value.as_str().is_some_and(|text| !text.contains([' ', ',']));
    let is_entry = if of_tables { written.starts_with('{') } else { is_name };
    let fault = value.wrong_type("a list");
    if !is_entry {
        return fault;
    }
    fault.help("put brackets around it").fix(value.span(), format!("[{written}]"))
}

/// The fault that a number or a boolean was wanted, which may stand there between quotation marks.
pub(super) fn unquoted<T: FromStr + Display>(value: Value<'_>, wanted: &str) -> Diagnostic {
    let fault = value.wrong_type(wanted);
    match value.as_str().and_then(|text| text.trim().parse::<T>().ok()) {
        Some(read) => fault.help("leave the quotation marks out").fix(value.span(), read.to_string()),
        None => fault,
    }
}

/// The fault that something is no table.
pub(super) fn no_table(value: Value<'_>) -> Diagnostic {
    let fault = value.wrong_type("a table");
    let written = value.written();
    match value.as_list().as_deref() {
        Some([only]) if only.is_table() && written.starts_with("[[") => {
            fault.help("begin it with one bracket").fix(value.span(), &written[1..written.len() - 1])
        }
        _ => fault,
    }
}
