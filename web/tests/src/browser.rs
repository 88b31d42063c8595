//! Chromium, and a page that is open in it.

use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// A running Chromium with a profile of its own.
pub struct Browser {
    process: Child,
    input: RefCell<ChildStdin>,
    output: RefCell<BufReader<ChildStdout>>,
    profile: TempDir,
    sent: Cell<u64>,
    /// The addresses that pages have asked for.
    requests: RefCell<Vec<String>>,
    /// What scripts have complained of.
    complaints: RefCell<Vec<String>>,
    /// Whether a download is whole.
    has_downloaded: Cell<bool>,
}

/// A page, as large as a desktop's or a phone's.
pub struct Page<'b> {
    browser: &'b Browser,
    session: String,
}

impl Browser {
    /// Starts Chromium; `None` where there is none.
    pub fn start() -> Option<Browser> {
        let named = env::var("CHROMIUM").ok();
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
        let name = named.as_deref().or_else(|| names.into_iter().find(is_there))?;
        let profile = TempDir::new().expect("there is a place for a profile");
        // The pipe is file descriptors 3 and 4, which a shell makes of its own input and output.
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 >/dev/null 2>&1 </dev/null", "sh", name])
            .args(["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu"])
            .args(["--disable-dev-shm-usage", "--no-first-run", "--lang=en"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = RefCell::new(process.stdin.take()?);
        let output = RefCell::new(BufReader::new(process.stdout.take()?));
        let (requests, complaints) = (RefCell::default(), RefCell::default());
        let has_downloaded = Cell::new(false);
        Some(Browser {
            process,
            input,
            output,
            profile,
            sent: Cell::new(0),
            requests,
            complaints,
            has_downloaded,
        })
    }

    /// Opens a file.
    pub fn open(&self, file: &Path) -> Page<'_> {
        let target = self.call(None, "Target.createTarget", json!({"url": "about:blank"}));
        let of = json!({"targetId": target["targetId"], "flatten": true});
        let session = self.call(None, "Target.attachToTarget", of)["sessionId"].clone();
        let page = Page { browser: self, session: session.as_str().expect("a session has an id").to_owned() };
        for domain in ["Page", "Runtime", "Network", "DOM", "Log"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.go(file);
        page
    }

    /// Where downloads are put.
    pub fn downloads(&self) -> std::path::PathBuf {
        self.profile.path().join("downloads")
    }

    /// The addresses that pages have asked for, apart from the files that tests have opened and what is in them.
    pub fn requests(&self) -> Vec<String> {
        let is_own = |it: &&String| ["file:", "blob:", "data:"].iter().any(|own| it.starts_with(own));
        self.requests.borrow().iter().filter(|it| !is_own(it)).cloned().collect()
    }

    /// What scripts and the security policy have complained of since it was last asked for.
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.take()
    }

    fn call(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        let heard = self.ask(session, method, params);
        assert!(heard["error"].is_null(), "{method}: {}", heard["error"]);
        heard["result"].clone()
    }

    /// Sends a command of the protocol, and gives what comes back, an error too.
    fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        let number = self.sent.get() + 1;
        self.sent.set(number);
        let mut message = json!({"id": number, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut input = self.input.borrow_mut();
        input.write_all(format!("{message}\0").as_bytes()).expect("Chromium listens");
        input.flush().expect("Chromium listens");
        loop {
            let heard = self.hear();
            if heard["id"] == number {
                return heard;
            }
        }
    }

    /// The next message; what matters of events is noted.
    fn hear(&self) -> Value {
        let mut bytes = Vec::new();
        self.output.borrow_mut().read_until(0, &mut bytes).expect("Chromium speaks");
        let message: Value = serde_json::from_slice(bytes.strip_suffix(b"\0").unwrap_or(&bytes))
            .expect("Chromium speaks JSON as long as it runs");
        let params = &message["params"];
        match message["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let address = params["request"]["url"].as_str().unwrap_or_default();
                self.requests.borrow_mut().push(address.to_owned());
            }
            // It may be told before the answer to the key that was pressed for it.
            Some("Browser.downloadProgress") => self.has_downloaded.set(params["state"] == "completed"),
            Some("Runtime.exceptionThrown") => {
                self.complaints.borrow_mut().push(params["exceptionDetails"].to_string());
            }
            Some("Log.entryAdded") if params["entry"]["level"] == "error" => {
                self.complaints.borrow_mut().push(params["entry"]["text"].to_string());
            }
            _ => {}
        }
        message
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Page<'_> {
    /// Sends a command of the protocol.
    pub fn call(&self, method: &str, params: Value) -> Value {
        self.browser.call(Some(&self.session), method, params)
    }

    /// Opens a file in this page, and waits for the story.
    pub fn go(&self, file: &Path) {
        let file = file.canonicalize().expect("the page was written");
        self.call("Page.navigate", json!({"url": format!("file://{}", file.display())}));
        self.wait("document.querySelector('.turn')");
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.run("document.querySelector('.turn').remove()");
        self.call("Page.reload", json!({}));
        self.wait("document.querySelector('.turn')");
    }

    /// The value of an expression; a promise is waited for.
    pub fn run(&self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let result = self.call("Runtime.evaluate", asked);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    /// The text that an expression gives.
    pub fn text(&self, expression: &str) -> String {
        self.run(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an expression is true.
    pub fn wait(&self, expression: &str) {
        let asked = format!(
            "new Promise((done, fail) => {{
                const ends = Date.now() + 300000;
                const look = () => {{
                    let is = false;
                    try {{ is = {expression}; }} catch {{}}
                    if (is) return done(true);
                    Date.now() > ends ? fail(new Error('waited in vain')) : setTimeout(look, 5);
                }};
                look();
            }})"
        );
        // A page that is being loaded forgets what it was asked.
        for _ in 0..20 {
            let asked = json!({"expression": asked, "awaitPromise": true, "returnByValue": true});
            let heard = self.browser.ask(Some(&self.session), "Runtime.evaluate", asked);
            if heard["result"]["result"]["value"] == true {
                return;
            }
            let is_gone = !heard["error"].is_null();
            assert!(is_gone, "waited in vain for {expression}: {heard}");
        }
        panic!("the page never loaded");
    }

    /// Presses a key, as its name in the DOM has it.
    pub fn press(&self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            "ArrowDown" => 40,
            "ArrowUp" => 38,
            other => other.chars().next().map_or(0, |c| u32::from(c.to_ascii_uppercase())),
        };
        let mut down = json!({"type": "keyDown", "key": key, "windowsVirtualKeyCode": code});
        match key {
            "Enter" => down["text"] = "\r".into(),
            _ if key.chars().count() == 1 => down["text"] = key.into(),
            _ => {}
        }
        self.call("Input.dispatchKeyEvent", down);
        self.call(
            "Input.dispatchKeyEvent",
            json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}),
        );
    }

    /// Clicks on what a selector finds.
    pub fn click(&self, selector: &str) {
        self.run(&format!("document.querySelector({}).click()", json!(selector)));
    }

    /// Gives the window a size, in pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Goes on with the game of a file, as a player who names it in the page.
    pub fn open_game(&self, file: &Path) {
        self.run("document.querySelectorAll('.turn').forEach(it => it.remove())");
        self.name_game(file);
        self.wait("document.querySelector('.turn')");
    }

    /// Names a file to go on with.
    pub fn name_game(&self, file: &Path) {
        self.click("#menu [data-id=games]");
        let document = self.call("DOM.getDocument", json!({}));
        let of = json!({"nodeId": document["root"]["nodeId"], "selector": "#panel input[type=file]"});
        let node = self.call("DOM.querySelector", of)["nodeId"].clone();
        let file = file.canonicalize().expect("the file is there");
        self.call("DOM.setFileInputFiles", json!({"nodeId": node, "files": [file]}));
    }

    /// Goes back to the decision of that number, as a player who picks it in the history.
    pub fn go_back(&self, number: u64) {
        self.click("#menu [data-id=history]");
        self.run(&format!(
            "[...document.querySelectorAll('#panel .line')].find((it) => it.textContent.startsWith('{number}. ')).click()"
        ));
    }

    /// Shows the page as a browser does whose owner likes it light, or dark, and without motion.
    pub fn colours(&self, scheme: &str) {
        let still = json!({"name": "prefers-reduced-motion", "value": "reduce"});
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}, still]});
        self.call("Emulation.setEmulatedMedia", media);
    }

    /// A picture of what the window shows, as PNG in base64.
    pub fn picture(&self) -> String {
        self.call("Page.captureScreenshot", json!({"format": "png"}))["data"]
            .as_str()
            .expect("there is a picture")
            .to_owned()
    }

    /// Downloads the game, and gives the text of the file.
    pub fn download(&self) -> String {
        let folder = self.browser.downloads();
        let _ = std::fs::remove_dir_all(&folder);
        let to = json!({"behavior": "allowAndName", "downloadPath": folder, "eventsEnabled": true});
        self.browser.call(None, "Browser.setDownloadBehavior", to);
        self.browser.has_downloaded.set(false);
        self.press("d");
        while !self.browser.has_downloaded.get() {
            self.browser.hear();
        }
        let file = std::fs::read_dir(&folder).expect("a file was downloaded").next().expect("there is one");
        std::fs::read_to_string(file.expect("it can be looked at").path()).expect("it is text")
    }
}
