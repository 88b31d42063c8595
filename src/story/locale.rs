//! Finds the language of a story that suits a reader's language tag.

/// The position of the language that fits a tag best; `None` when no language fits.
///
/// The look-up is that of RFC 4647 (section 3.4), which cuts parts from the tag's end: `zh-Hant-TW`, `zh-Hant`, `zh`.
/// When that finds nothing, another region of the same language serves (`pt-BR` for `pt-PT`), but never another
/// script. The tag may be a POSIX locale: `nl_BE`, `sr_RS@latin`.
pub(super) fn find(languages: &[&str], tag: &str) -> Option<usize> {
    let mut parts = parts(tag);
    let script = script(&parts);
    if let Some(script) = script.clone().filter(|script| !parts.contains(script)) {
        parts.insert(1, script);
    }
    let position = |fits: &dyn Fn(&str) -> bool| languages.iter().position(|language| fits(language));
    let range = |end| position(&|language| language.eq_ignore_ascii_case(&parts[..end].join("-")));
    let is_readable = |language: &str| {
        let (own, wanted) = (self::parts(language), &script);
        let own_script = self::script(&own);
        own[0] == parts[0] && (own_script.is_none() || wanted.is_none() || own_script == *wanted)
    };
    (1..=parts.len()).rev().find_map(range).or_else(|| position(&is_readable))
}

/// The parts of a tag or of a POSIX locale in small letters. A script that the locale's modifier names stands second.
fn parts(tag: &str) -> Vec<String> {
    let (tag, modifier) = tag.split_once('@').unwrap_or((tag, ""));
    let mut parts: Vec<String> = tag.split(['-', '_']).map(str::to_ascii_lowercase).collect();
    let scripts = [("latin", "latn"), ("cyrillic", "cyrl"), ("devanagari", "deva")];
    let script = scripts.into_iter().find(|(name, _)| modifier.eq_ignore_ascii_case(name));
    if let Some((_, script)) = script.filter(|(_, script)| !parts.iter().any(|part| part == script)) {
        parts.insert(1, script.to_owned());
    }
    parts
}

/// The script that a tag names. For Chinese the region implies it (CLDR, likely subtags).
fn script(parts: &[String]) -> Option<String> {
    let is_script = |part: &&String| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let of_region = |region: &String| match region.as_str() {
        "tw" | "hk" | "mo" => Some("hant".to_owned()),
        "cn" | "sg" => Some("hans".to_owned()),
        _ => None,
    };
    let written = parts[1..].iter().find(is_script).cloned();
    written.or_else(|| parts[1..].iter().filter(|_| parts[0] == "zh").find_map(of_region))
}

/// The usual spelling of a language tag or a POSIX locale: `pt_br` becomes `pt-BR`, `sr@latin` becomes `sr-Latn`.
pub fn canonical_tag(tag: &str) -> String {
    let mut parts = parts(tag);
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

#[cfg(test)]
mod tests {
    use super::{canonical_tag, find};

    #[test]
    fn a_tag_is_written_in_one_way() {
        let tags = ["pt_br", "sr@latin", "sr_RS@latin", "ZH-hant-tw", "nl_NL@euro", "NL", "x-éa"];
        let wanted = ["pt-BR", "sr-Latn", "sr-Latn-RS", "zh-Hant-TW", "nl-NL", "nl", "x-éa"];
        assert_eq!(tags.map(canonical_tag), wanted);
    }

    #[test]
    fn the_longest_tag_that_fits_is_found_and_another_region_but_never_another_script() {
        for (tag, languages, expected) in [
            ("nl_BE@euro", &["en", "nl"][..], Some("nl")),
            ("zh-Hant-HK", &["zh", "zh-Hant", "zh-Hant-HK"], Some("zh-Hant-HK")),
            ("de-DE-x-y", &["en", "de"], Some("de")),
            ("sl-IT-rozaj", &["sl", "sl-IT"], Some("sl-IT")),
            ("nl", &["en", "nl-BE"], Some("nl-BE")),
            ("pt_PT", &["en", "pt-BR"], Some("pt-BR")),
            ("zh_TW", &["en", "zh-Hans", "zh-Hant"], Some("zh-Hant")),
            ("zh_CN", &["en", "zh-Hant"], None),
            ("zh-CN", &["zh-TW", "zh-SG"], Some("zh-SG")),
            ("zh-Hant", &["en", "zh-CN", "zh-TW"], Some("zh-TW")),
            ("sr_RS@latin", &["sr", "sr-Latn"], Some("sr-Latn")),
            ("sr@latin", &["en", "sr-Cyrl"], None),
            ("sr-Latn", &["en", "sr"], Some("sr")),
            ("POSIX", &["en", "nl"], None),
            ("nds", &["en", "nl"], None),
            ("", &["en", "nl"], None),
        ] {
            assert_eq!(find(languages, tag).map(|index| languages[index]), expected, "{tag} in {languages:?}");
        }
    }
}
