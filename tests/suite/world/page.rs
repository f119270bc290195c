//! An answer, to be asked by CSS selector.

use std::collections::HashMap;

use countersign::demo::Reply;
use scraper::{Html, Selector};

use super::Says;

/// An answer, to be asked by CSS selector.
pub struct Page(pub Reply);

impl Page {
    pub fn status(&self) -> u16 {
        self.0.status.as_u16()
    }

    pub fn text(&self) -> String {
        self.0.text()
    }

    pub fn location(&self) -> &str {
        self.0.location()
    }

    /// The texts of all elements that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).expect("selector");
        html.select(&selector)
            .map(|element| element.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// The addresses of all links that a selector finds.
    pub fn all_links(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text());
        let selector = Selector::parse(selector).expect("selector");
        html.select(&selector)
            .filter_map(|link| link.value().attr("href").map(str::to_owned))
            .collect()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// Heading and errors, for failing assertions.
    pub fn summary(&self) -> String {
        format!(
            "{} {} {:?} {:?}",
            self.status(),
            self.location(),
            self.all("h1"),
            self.all(".error, .errors li, .flash")
        )
    }

    /// The addresses of all forms that end like this.
    pub fn form_actions(&self, end: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text());
        let forms = Selector::parse("form").expect("selector");
        html.select(&forms)
            .filter_map(|form| form.value().attr("action"))
            .filter(|action| action.ends_with(end))
            .map(str::to_owned)
            .collect()
    }

    /// The names and values that a browser would send for the form with this action.
    pub fn form(&self, action: &str) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.text());
        let forms = Selector::parse("form").expect("selector");
        let inputs = Selector::parse("input, textarea, select").expect("selector");
        let chosen = Selector::parse("option[selected]").expect("selector");
        let options = Selector::parse("option").expect("selector");
        let buttons = Selector::parse("button[formaction]").expect("selector");
        let form = html
            .select(&forms)
            .find(|form| {
                form.value().attr("action") == Some(action)
                    || form
                        .select(&buttons)
                        .any(|button| button.value().attr("formaction") == Some(action))
            })
            .unwrap_or_else(|| panic!("no form for {action}: {}", self.summary()));
        let mut values: HashMap<usize, (String, String)> = HashMap::new();
        for (index, input) in form.select(&inputs).enumerate() {
            let Some(name) = input.value().attr("name") else {
                continue;
            };
            let value = match (input.value().name(), input.value().attr("type")) {
                ("textarea", _) => {
                    let text = input.text().collect::<String>();
                    text.strip_prefix('\n').unwrap_or(&text).to_owned()
                }
                ("select", _) => {
                    let option = input
                        .select(&chosen)
                        .next()
                        .or_else(|| input.select(&options).next());
                    option
                        .and_then(|option| option.value().attr("value"))
                        .unwrap_or_default()
                        .to_owned()
                }
                (_, Some("radio" | "checkbox")) => {
                    if input.value().attr("checked").is_none() {
                        continue;
                    }
                    input.value().attr("value").unwrap_or("on").to_owned()
                }
                _ => input.value().attr("value").unwrap_or_default().to_owned(),
            };
            values.insert(index, (name.to_owned(), value));
        }
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by_key(|(index, _)| *index);
        values.into_iter().map(|(_, pair)| pair).collect()
    }
}

impl Says for Page {
    fn says(&self, key: &str) -> bool {
        self.text().says(key)
    }

    fn says_with(&self, key: &str, arguments: &[(&str, &str)]) -> bool {
        self.text().says_with(key, arguments)
    }
}
