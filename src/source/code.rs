//! The table of all diagnostics, which `check`, `explain`, `[lint]` and the guide share.

/// What the program does when it finds a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported, and no reason to fail.
    Warn,
    /// Reported, and a reason to fail.
    Deny,
}

impl Level {
    /// The name that authors write in `[lint]`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    /// The level called `allow`, `warn` or `deny`; `None` for any other name.
    pub fn parse(name: &str) -> Option<Level> {
        [Level::Allow, Level::Warn, Level::Deny].into_iter().find(|level| level.name() == name)
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $lint:expr, $summary:literal;)*) => {
        /// What a diagnostic is about. The names are stable: authors write them in `[lint]`, CI reads them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $summary] $variant,)* }

        impl Code {
            /// Every code, faults before lints.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The level of a lint unless an author sets another; `None` for a fault, whose level nobody can set.
            pub fn lint_level(self) -> Option<Level> {
                match self { $(Code::$variant => $lint,)* }
            }

            /// The page that `explain` shows for the code, in Markdown.
            pub(crate) fn markdown(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("../check/explain/", $name, ".md")),)* }
            }

            /// What a diagnostic of this code means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }
        }
    };
}

const FAULT: Option<Level> = None;
const ALLOW: Option<Level> = Some(Level::Allow);
const WARN: Option<Level> = Some(Level::Warn);
const DENY: Option<Level> = Some(Level::Deny);

// Each line has a variant, its name, its default level (`FAULT` for no level) and its summary.
codes! {
    TomlSyntax "toml-syntax" FAULT, "The file is not valid TOML.";
    MergeConflict "merge-conflict" FAULT, "A merge conflict is not resolved.";
    UnknownKey "unknown-key" FAULT, "A key means nothing at this place.";
    MissingKey "missing-key" FAULT, "A table lacks a key that it must have.";
    ConflictingKeys "conflicting-keys" FAULT, "Two keys of a table exclude each other.";
    WrongType "wrong-type" FAULT, "A value is of another type than its key asks for.";
    OutOfRange "out-of-range" FAULT, "A number is outside what is allowed here.";
    BadId "bad-id" FAULT, "A name is not spelt as names of its kind are.";
    DuplicateId "duplicate-id" FAULT, "Two things of one kind have the same name.";
    UnknownScene "unknown-scene" FAULT, "There is no scene of that name.";
    UnknownName "unknown-name" FAULT, "Nothing of that name is declared.";
    UnknownActFile "unknown-act-file" FAULT, "An act has no file, or a file belongs to no act.";
    ExpressionSyntax "expression-syntax" FAULT, "An expression cannot be read.";
    ExpressionType "expression-type" FAULT, "An expression mixes numbers and conditions, or is one where the other is needed.";
    TemplateSyntax "template-syntax" FAULT, "The braces of a text cannot be read.";
    CyclicDefinition "cyclic-definition" FAULT, "A definition is made of itself.";
    MixedWeights "mixed-weights" FAULT, "Some arms of a list have a weight and others have none.";
    ControlCharacter "control-character" FAULT, "A text holds a character that no reader could see.";
    OrphanTranslation "orphan-translation" FAULT, "A translated text belongs to nothing in the story.";
    UnsupportedFormat "unsupported-format" FAULT, "The story is written in a format that this program does not read.";
    NoWayOn "no-way-on" FAULT, "A scene has neither choices nor a goto, and is no ending.";
    TooLarge "too-large" FAULT, "Something is larger than the format allows.";
    DeadEnd "dead-end" FAULT, "A game can come to where nothing is available.";
    EndlessChain "endless-chain" FAULT, "Scenes lead on to each other for ever, without a choice.";
    NoEndingReachable "no-ending-reachable" FAULT, "A game can come to where no ending can be reached any more.";
    PropertyRefuted "property-refuted" FAULT, "A property of the story does not hold.";
    PropertyUndecided "property-undecided" FAULT, "A limit stopped the search before it could judge a property.";
    UnreachableScene "unreachable-scene" WARN, "No game comes to this scene.";
    UnreachableEnding "unreachable-ending" DENY, "No game comes to this ending.";
    NeverAvailable "never-available" WARN, "No game can make this choice.";
    AlwaysAvailable "always-available" ALLOW, "The condition of this choice always holds.";
    NeverShownText "never-shown-text" WARN, "No game shows this text.";
    UnusedFlag "unused-flag" WARN, "Nothing reads this flag.";
    NeverSetFlag "never-set-flag" WARN, "Nothing sets this flag.";
    PointlessChoice "pointless-choice" WARN, "Nothing that follows depends on this choice.";
    SingleChoice "single-choice" ALLOW, "The scene has one choice, which is none.";
    MissingTranslation "missing-translation" WARN, "A text is not translated.";
    StaleTranslation "stale-translation" WARN, "A text has changed since it was translated.";
    EmptyText "empty-text" WARN, "A text is empty.";
    OverlongLabel "overlong-label" WARN, "A label is longer than 120 characters.";
    NeverTrue "never-true" WARN, "A condition never holds.";
    NeverBestChoice "never-best-choice" ALLOW, "For no goal is this choice ever the best.";
    UnusedName "unused-name" WARN, "Nothing reads this counter, stakeholder or definition.";
    OversizedEffect "oversized-effect" WARN, "An effect is larger than the whole scale.";
    DuplicateLabel "duplicate-label" WARN, "Two choices are offered side by side under one label.";
    EmptyLabel "empty-label" DENY, "A game can come to where a choice has no label.";
    UntitledEnding "untitled-ending" WARN, "An ending has no title.";
    StrayMarkup "stray-markup" WARN, "Markup has no effect and is shown as it is written.";
    InvisibleCharacter "invisible-character" DENY, "A text holds a character that cannot be seen and that some scripts need.";
    LostPlaceholder "lost-placeholder" WARN, "A translation leaves out a value that the source shows.";
}

impl Code {
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Every lint, in the order of the table.
    pub fn lints() -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(|code| code.lint_level().is_some())
    }
}
