//! Finds the language of a story that suits a reader's language tag.

/// The position of the language that fits a tag best; `None` when no language fits.
///
/// The look-up follows RFC 4647 (section 3.4), which cuts parts from the tag's end: `zh-Hant-TW`, `zh-Hant`, `zh`. When
/// this finds nothing, another region of the same language serves (`pt-BR` for `pt-PT`), but never another script. The
/// tag may be a POSIX locale: `nl_BE`, `sr_RS@latin`.
pub(super) fn find(languages: &[&str], tag: &str) -> Option<usize> {
    let wanted = Tag::of(tag);
    let position = |fits: &dyn Fn(&str) -> bool| languages.iter().position(|language| fits(language));
    wanted
        .ranges()
        .iter()
        .find_map(|range| position(&|language| language.eq_ignore_ascii_case(range)))
        .or_else(|| position(&|language| Tag::of(language).is_readable_as(&wanted)))
}

/// The parts of a tag or a POSIX locale in lower case, and the script that the modifier after `@` names, if any.
fn parts(tag: &str) -> (Vec<String>, Option<&'static str>) {
    let (tag, modifier) = tag.split_once('@').unwrap_or((tag, ""));
    let script = match modifier.to_ascii_lowercase().as_str() {
        "latin" => Some("latn"),
        "cyrillic" => Some("cyrl"),
        "devanagari" => Some("deva"),
        _ => None,
    };
    (tag.split(['-', '_']).map(str::to_ascii_lowercase).collect(), script)
}

/// The usual spelling of a language tag or a POSIX locale: `pt_br` becomes `pt-BR`, `sr@latin` becomes `sr-Latn`.
pub fn canonical_tag(tag: &str) -> String {
    let (mut parts, script) = parts(tag);
    if let Some(script) = script.filter(|script| !parts.iter().any(|part| part == script)) {
        parts.insert(1, script.to_owned());
    }
    for part in &mut parts[1..] {
        let capitals = match part.len() {
            2 => 2,
            4 => 1,
            _ => 0,
        };
        part.get_mut(..capitals).iter_mut().for_each(|part| part.make_ascii_uppercase());
    }
    parts.join("-")
}

struct Tag {
    /// The parts in lower case. A script that only the modifier or the region implies is added as the second part.
    parts: Vec<String>,
    script: Option<String>,
}

impl Tag {
    fn of(tag: &str) -> Tag {
        let (mut parts, modifier) = parts(tag);
        let is_script = |part: &&String| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
        let script = parts.iter().skip(1).find(is_script).cloned().or_else(|| {
            let has = |regions: &[&str]| parts.iter().skip(1).any(|part| regions.contains(&part.as_str()));
            // The usual scripts of Chinese regions, from CLDR's likely subtags.
            let of_region = match parts[0].as_str() {
                "zh" if has(&["tw", "hk", "mo"]) => Some("hant"),
                "zh" if has(&["cn", "sg"]) => Some("hans"),
                _ => None,
            };
            let script = modifier.or(of_region)?;
            parts.insert(1, script.to_owned());
            Some(script.to_owned())
        });
        Tag { parts, script }
    }

    /// The tags to look for, the longest first. Each tag with a script comes a second time without the script.
    fn ranges(&self) -> Vec<String> {
        let mut ranges = Vec::new();
        for end in (1..=self.parts.len()).rev() {
            let parts = &self.parts[..end];
            // A part of one letter only begins an extension, so no tag ends with such a part.
            if end > 1 && parts[end - 1].len() == 1 {
                continue;
            }
            ranges.push(parts.join("-"));
            if end > 2 && self.script.as_ref() == Some(&parts[1]) {
                ranges.push([&parts[..1], &parts[2..]].concat().join("-"));
            }
        }
        ranges
    }

    /// Whether a reader of `wanted` can read this language: it is the same one, and not in another script.
    fn is_readable_as(&self, wanted: &Tag) -> bool {
        let is_same_script = self.script.is_none() || wanted.script.is_none() || self.script == wanted.script;
        self.parts[0] == wanted.parts[0] && is_same_script
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical_tag, find};

    #[track_caller]
    fn check(tag: &str, languages: &[&str], expected: Option<&str>) {
        assert_eq!(find(languages, tag).map(|index| languages[index]), expected, "{tag} in {languages:?}");
    }

    #[test]
    fn a_tag_is_written_in_one_way() {
        let tags = ["pt_br", "sr@latin", "sr_RS@latin", "ZH-hant-tw", "nl_NL@euro", "NL", "x-éa"];
        let wanted = ["pt-BR", "sr-Latn", "sr-Latn-RS", "zh-Hant-TW", "nl-NL", "nl", "x-éa"];
        assert_eq!(tags.map(canonical_tag), wanted);
    }

    #[test]
    fn the_longest_tag_that_fits_is_found() {
        check("nl_BE", &["en", "nl"], Some("nl"));
        check("nl_BE@euro", &["en", "nl"], Some("nl"));
        check("NL_nl", &["en", "nl"], Some("nl"));
        check("zh-Hant-HK", &["zh", "zh-Hant", "zh-Hant-HK"], Some("zh-Hant-HK"));
        check("de-DE-x-y", &["en", "de"], Some("de"));
        check("sl-IT-rozaj", &["sl", "sl-IT"], Some("sl-IT"));
        check("nl", &["en", "nl-BE"], Some("nl-BE"));
    }

    #[test]
    fn another_region_serves_but_never_another_script() {
        check("pt_PT", &["en", "pt-BR"], Some("pt-BR"));
        check("zh_TW", &["en", "zh-Hans", "zh-Hant"], Some("zh-Hant"));
        check("zh_CN", &["en", "zh-Hant"], None);
        check("zh-CN", &["zh-TW", "zh-SG"], Some("zh-SG"));
        check("zh-Hant", &["en", "zh-CN", "zh-TW"], Some("zh-TW"));
        check("sr_RS@latin", &["sr", "sr-Latn"], Some("sr-Latn"));
        check("sr@latin", &["en", "sr-Cyrl"], None);
        check("sr-Latn", &["en", "sr"], Some("sr"));
    }

    #[test]
    fn nothing_is_found_where_nothing_fits() {
        check("C", &["en", "nl"], None);
        check("POSIX", &["en", "nl"], None);
        check("nds", &["en", "nl"], None);
        check("", &["en", "nl"], None);
    }
}
