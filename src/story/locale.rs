//! Finds the language of a story that suits a reader's language tag.

/// The position of the language that fits a tag best; `None` when no language fits.
///
/// The look-up follows RFC 4647 (section 3.4), which cuts parts from the tag's end: `zh-Hant-TW`, `zh-Hant`, `zh`. When
/// this finds nothing, another region of the same language serves (`pt-BR` for `pt-PT`), but never another script. The
/// tag may be a POSIX locale: `nl_BE`, `sr_RS@latin`.
pub(super) fn find(languages: &[&str], tag: &str) -> Option<usize> {
    let (parts, script) = with_script(tag);
    let position = |fits: &dyn Fn(&str) -> bool| languages.iter().position(|language| fits(language));
    // A part of one letter only begins an extension, so no tag ends with such a part.
    let ends = (1..=parts.len()).rev().filter(|&end| end == 1 || parts[end - 1].len() > 1);
    // Each tag with a script comes a second time without the script.
    let mut tags = ends.flat_map(|end| {
        let without = (end > 2 && script.as_ref() == Some(&parts[1])).then(|| [&parts[..1], &parts[2..end]].concat());
        std::iter::once(parts[..end].to_vec()).chain(without)
    });
    let is_readable = |language: &str| {
        let (own, own_script) = with_script(language);
        own[0] == parts[0] && (own_script.is_none() || script.is_none() || own_script == script)
    };
    tags.find_map(|tag| position(&|language| language.eq_ignore_ascii_case(&tag.join("-"))))
        .or_else(|| position(&is_readable))
}

/// The parts of a tag or a POSIX locale in lower case. A script that the modifier after `@` names is the second part.
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

/// The parts of a tag, and the script among them. A script that only the region implies is added as the second part.
fn with_script(tag: &str) -> (Vec<String>, Option<String>) {
    let mut parts = parts(tag);
    let is_script = |part: &&String| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let written = parts[1..].iter().find(is_script).cloned();
    // The usual scripts of Chinese regions, from CLDR's likely subtags.
    let of_region = |region: &String| match region.as_str() {
        "tw" | "hk" | "mo" => Some("hant".to_owned()),
        "cn" | "sg" => Some("hans".to_owned()),
        _ => None,
    };
    let implied = parts[1..].iter().find_map(of_region).filter(|_| written.is_none() && parts[0] == "zh");
    parts.splice(1..1, implied.clone());
    (parts, written.or(implied))
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
