//! Explains a syntax error of TOML: the parser's message with a better place and with help. Only tokens and spans
//! decide place and help, because the words of the message change between releases of the parser.

use super::keys::is_key;
use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// Whether a line looks like a table's header, even when a bracket is missing or of another kind.
pub(super) fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or(line).trim();
    let bare = line.trim_matches(['[', ']', '(', ')', '{', '}', '>', ' ']);
    let is_path = bare.chars().all(|part| part.is_alphanumeric() || "_-./\" ".contains(part));
    is_path && !bare.is_empty() && bare != line && !line.ends_with(',')
}

/// Whether a line looks like a key of the format with a value.
fn is_entry(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| is_key(key.trim()))
}

/// The help for an entry that computes its value: `evenings = evenings - 1`, `+= 1`. `None` for any other entry.
fn computed(entry: &str) -> Option<String> {
    let steps = [("++", "1"), ("--", "-1")].into_iter();
    let step = steps.filter_map(|(sign, number)| Some((entry.trim().strip_suffix(sign)?, number))).next();
    let (key, value) = entry.split_once('=').or(step)?;
    let (bare, value) = (key.trim_end_matches(['+', '-', '*', '/', ' ']).trim(), value.trim());
    let is_sum = |c: char| c.is_ascii_alphanumeric() || "_ +-*/".contains(c);
    let is_date = value.find('-') == Some(4);
    let sign = key.trim_end().chars().last().filter(|c| "+-*/".contains(*c));
    let has_sign =
        sign.is_some() || step.is_some() || value.get(1..).is_some_and(|rest| rest.contains(['+', '-', '*', '/']));
    if bare.is_empty() || !value.chars().all(is_sum) || is_date || !has_sign {
        return None;
    }
    let added = value.strip_prefix(bare).unwrap_or(value).replace(' ', "");
    let number = if sign == Some('-') { format!("-{added}") } else { added };
    Some(match number.parse::<i32>() {
        Ok(number) if !"*/".contains(sign.unwrap_or('+')) => {
            format!("an effect adds its number: write `{bare} = {number}`")
        }
        _ => "write one number: an effect adds it".to_owned(),
    })
}

/// Whether what looks like one entry is two, without a comma between them.
fn has_two(entry: &str) -> bool {
    let is_sign = |at: usize| entry[..at].ends_with(['=', '!', '<', '>']) || entry[at + 1..].starts_with('=');
    entry.match_indices('=').filter(|&(at, _)| !is_sign(at)).count() > 1
}

pub(super) struct TokenizedText<'t> {
    pub file: FileId,
    pub text: &'t str,
    pub tokens: Vec<Token>,
}

impl TokenizedText<'_> {
    /// The fault for an error of the parser, and the range at fault: the caller leaves out the block around it.
    pub fn explain(&self, error: Range<usize>, message: &str) -> (Diagnostic, Range<usize>) {
        let at = error.start;
        let fault = |range: Range<usize>, message: &str, label: &str| {
            Code::TomlSyntax.at(Span::new(self.file, range), message, label)
        };
        let line = self.line(at);
        if let Some(open) = self.unclosed_text(at) {
            let fault = fault(open.clone(), "a string of several lines is not closed", "opened here");
            return (fault.help("close it with the marks that open it, on a line of their own"), open);
        }
        let open = self.open_bracket(line.start);
        if let Some(open) = open.clone().filter(|open| self.is_unclosed(open, &self.text[line.clone()])) {
            let fault = fault(open.clone(), "a bracket is not closed", "opened here");
            let closing = if self.text[open.clone()].starts_with('[') { "]" } else { "}" };
            return (fault.help(format!("close it with `{closing}`")), open);
        }
        // Something missing in a list is reported where the last token ends, not on a line below it.
        let before = self.before(at).map(|token| token.span().end()).filter(|_| !self.is_inside_token(at));
        let place = match before.filter(|&end| error.is_empty() && (open.is_some() || end > line.start)) {
            Some(end) => end..end,
            None => error.clone(),
        };
        if let Some(help) = computed(self.entry(place.start)) {
            let fault = fault(place.clone(), "nothing is computed here", "more than one number");
            return (fault.help(help), place.start..error.end);
        }
        let fault = fault(place.clone(), message, "");
        let fault = match self.help(place.start, at) {
            Some(help) => fault.help(help),
            None => fault,
        };
        (fault, place.start..error.end)
    }

    fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        start..end
    }

    /// The text of the key and value at byte `at`. Several such entries may share a line.
    fn entry(&self, at: usize) -> &str {
        let line = self.line(at);
        let start = self.text[line.start..at].rfind(['{', ',']).map_or(line.start, |before| line.start + before + 1);
        let end = self.text[at..line.end].find([',', '}', '#']).map_or(line.end, |end| at + end);
        &self.text[start..end]
    }

    fn is_inside_token(&self, at: usize) -> bool {
        self.tokens.iter().any(|token| token.span().start() < at && at < token.span().end())
    }

    fn written(&self, token: &Token) -> &str {
        &self.text[token.span().start()..token.span().end()]
    }

    /// The last token that ends at or before byte `at`, not counting blanks, comments and line ends.
    fn before(&self, at: usize) -> Option<&Token> {
        let until = self.tokens.partition_point(|token| token.span().end() <= at);
        let is_solid = |token: &&Token| {
            use TokenKind::{Comment, Newline, Whitespace};
            !matches!(token.kind(), Whitespace | Newline | Comment)
        };
        self.tokens[..until].iter().rev().find(is_solid)
    }

    /// The range of the opening quotes of the last multi-line string before byte `at`; `None` if it seems closed.
    fn unclosed_text(&self, at: usize) -> Option<Range<usize>> {
        let is_text = |token: &&Token| matches!(token.kind(), TokenKind::MlBasicString | TokenKind::MlLiteralString);
        let until = self.tokens.partition_point(|token| token.span().start() <= at);
        let token = self.tokens[..until].iter().rev().find(is_text)?;
        let written = self.written(token);
        let start = token.span().start();
        let has_end = written.len() >= 6 && written.ends_with(&written[..3]);
        let runs_on = |line: &str| line.starts_with('[') && is_header(line) || is_entry(line);
        (!has_end || written.lines().skip(1).any(runs_on)).then_some(start..start + 3)
    }

    fn open_bracket(&self, line: usize) -> Option<Range<usize>> {
        let mut open: Vec<Range<usize>> = vec![];
        let (mut is_header_line, mut begins_line) = (false, true);
        for token in self.tokens.iter().take_while(|token| token.span().end() <= line) {
            let range = token.span().start()..token.span().end();
            match token.kind() {
                TokenKind::Newline => is_header_line = false,
                TokenKind::LeftSquareBracket if begins_line && open.is_empty() => is_header_line = true,
                TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket if !is_header_line => {
                    open.push(range);
                }
                TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => drop(open.pop()),
                _ => {}
            }
            begins_line = token.kind() == TokenKind::Newline;
        }
        open.pop()
    }

    /// Whether the bracket `open`, which is still open where `line` begins, was never closed: it is a `{`, or `line`
    /// begins a new table or entry.
    fn is_unclosed(&self, open: &Range<usize>, line: &str) -> bool {
        let begins_anew = line.starts_with('[') || !line.starts_with([' ', '\t']) && is_entry(line);
        self.text[open.clone()].starts_with('{') || begins_anew
    }

    /// The help for a frequent mistake at the place where the parser stopped; `None` for a rare one.
    fn help(&self, place: usize, at: usize) -> Option<&'static str> {
        use TokenKind::{Atom, BasicString, Comma, Equals, LeftSquareBracket, LiteralString};
        let line = &self.text[self.line(place)];
        let next = self.text[at..].trim_start_matches([' ', '\t']).chars().next().unwrap_or('\n');
        let before = self.before(at);
        let begins = |marks: &[&str]| marks.iter().any(|mark| line.trim_start().starts_with(mark));
        let is_value = before.is_some_and(|token| matches!(token.kind(), Equals | Comma | LeftSquareBracket));
        let inside = self.tokens.iter().find(|token| token.span().end() > at).map(Token::kind);
        let above = self.text[..self.line(place).start].trim_end();
        let open = self.open_bracket(at).map_or("", |open| &self.text[open]);
        Some(match next {
            _ if above.ends_with("= \"\"") && !line.starts_with('[') && !line.contains('=') => {
                "a text of several lines stands between `\"\"\"` marks"
            }
            ']' if open == "{" => "a table that begins with `{` ends with `}`",
            '}' if open == "[" => "a list that begins with `[` ends with `]`",
            '(' if is_value => "a table stands between `{` and `}`, a list between `[` and `]`",
            ':' if !line.starts_with('[') => "a key and its value are joined by `=`",
            ',' => "a comma stands between two entries in brackets, and nowhere else",
            _ if is_value && has_two(self.entry(place)) => "entries are separated by `,`",
            ';' => "entries are separated by `,`, and nothing stands at the end of a line",
            _ if next == '\\' || self.is_inside_token(at) && self.text[..at].ends_with('\\') => {
                "a backslash is written `\\\\`, or the string put between `'` marks"
            }
            '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '`' => {
                "write the quotation marks as `\"`"
            }
            '–' | '−' | '—' => "write the minus sign as `-`",
            _ if !next.is_ascii() && next.is_whitespace() => {
                "what looks like a blank is another character: write a blank"
            }
            _ if begins(&["//", "--", ";", "/*", "%"]) => "a comment begins with `#`",
            _ if line.contains(':') && !line.contains('=') && !line.starts_with('[') => {
                "a key and its value are joined by `=`"
            }
            _ if is_header(line) || line.starts_with('[') && !line.contains('=') => {
                "a header stands between `[` and `]`: names of `a` to `z`, digits and `-`, joined by dots"
            }
            'T' | 'F' | 'y' | 'n' | 'o' | 'Y' | 'N' | 'O' if is_value => {
                "write `true` or `false`, or put a text between `\"` marks"
            }
            '\n' | '\r' | '#' if is_value => "write a value, or leave the key out",
            _ if is_value && self.text[at..].split([' ', '\n', '}']).next().is_some_and(|word| word.ends_with(';')) => {
                "entries are separated by `,`"
            }
            _ if is_value && inside == Some(Atom) => "a text stands between `\"` marks",
            _ if before
                .is_some_and(|token| token.kind() == BasicString && !self.written(token)[1..].ends_with('"')) =>
            {
                "close the string with `\"`; between `\"\"\"` marks it may have several lines"
            }
            _ if before.map(Token::kind) == Some(BasicString) => "a quotation mark inside a string is written `\\\"`",
            _ if before.map(Token::kind) == Some(LiteralString) && line.matches('\'').count() != 1 => {
                "a string with an apostrophe stands between `\"` marks"
            }
            _ if !line.contains('=') && !matches!(before.map(Token::kind), Some(BasicString | LiteralString)) => {
                "a comment begins with `#`, and a text stands between quotation marks"
            }
            _ => return None,
        })
    }
}
