//! Escapes texts for HTML, SVG and XML, and makes the hashes by which a page's content security policy allows its own
//! scripts and no others.

use sha2::{Digest, Sha256};

/// Escapes a text for a place between tags, or in an attribute with double quotes. Drops characters that are invisible
/// or change the direction of writing. U+FFFD stands for characters that are not allowed in XML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(c),
            // XML reads a plain tab in an attribute as a space.
            '\t' => out.push_str("&#9;"),
            '\r' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {}
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text `'sha256-…'`: in a content security policy, it allows exactly this script or style.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// Base64 with padding (RFC 4648).
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for position in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * position)) as usize & 63];
            out.push(if position <= chunk.len() { digit as char } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, escaped};

    #[test]
    fn a_tab_stays_a_tab_and_what_xml_cannot_hold_is_marked() {
        assert_eq!(escaped("a\tb\u{1B}c\u{FFFF}"), "a&#9;b\u{FFFD}c\u{FFFD}");
    }

    #[test]
    fn base64_matches_the_examples_of_rfc_4648() {
        let written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(written, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }
}
