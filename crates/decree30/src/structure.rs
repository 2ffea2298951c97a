//! The structure tree of a PDF: what each piece of content is (ISO 32000-1,
//! 14.7). It tells a heading from a cell without guessing from looks.

use std::collections::BTreeMap;

use hayro_interpret::hayro_syntax::object::dict::Dict;
use hayro_interpret::hayro_syntax::object::{Array, Name, Object, ObjectIdentifier};

use super::sheet::Element;

/// No honest tree is deeper.
const DEEPEST: usize = 200;

/// The elements, and which of them owns what content of which page.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) elements: Vec<Element>,
    /// By page, from 0, and marked-content identifier.
    owners: BTreeMap<(usize, i32), usize>,
}

impl Structure {
    pub(super) fn read(
        catalog: &Dict<'_>,
        pages: &BTreeMap<ObjectIdentifier, usize>,
    ) -> Self {
        let mut reading = Reading { pages, ..Reading::of(catalog, pages) };
        let Some(root) = catalog.get::<Dict<'_>>("StructTreeRoot") else {
            return Self::default();
        };
        if let Some(kids) = root.get::<Object<'_>>("K") {
            reading.kids(&kids, None, None, 0);
        }
        reading.structure
    }

    pub(super) fn owner(&self, page: usize, content: i32) -> Option<usize> {
        self.owners.get(&(page, content)).copied()
    }
}

struct Reading<'p> {
    structure: Structure,
    pages: &'p BTreeMap<ObjectIdentifier, usize>,
    /// The file's own names of roles, and the standard ones.
    role_map: BTreeMap<String, String>,
}

impl<'p> Reading<'p> {
    fn of(catalog: &Dict<'_>, pages: &'p BTreeMap<ObjectIdentifier, usize>) -> Self {
        let mut role_map = BTreeMap::new();
        let root = catalog.get::<Dict<'_>>("StructTreeRoot");
        if let Some(map) = root.and_then(|root| root.get::<Dict<'_>>("RoleMap")) {
            for key in map.keys() {
                if let Some(standard) = map.get::<Name<'_>>(&key) {
                    role_map
                        .insert(key.as_str().to_owned(), standard.as_str().to_owned());
                }
            }
        }
        Self { structure: Structure::default(), pages, role_map }
    }

    fn kids(
        &mut self,
        kids: &Object<'_>,
        parent: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        match kids {
            Object::Array(array) => self.each(array, parent, page, depth),
            Object::Dict(dict) => self.kid(dict, parent, page, depth),
            Object::Number(number) => {
                self.own(page, i32::try_from(number.as_i64()).ok(), parent);
            }
            _ => {}
        }
    }

    fn each(
        &mut self,
        array: &Array<'_>,
        parent: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        for kid in array.iter::<Object<'_>>() {
            self.kids(&kid, parent, page, depth + 1);
        }
    }

    /// An element, a reference to marked content, or one to an annotation.
    fn kid(
        &mut self,
        dict: &Dict<'_>,
        parent: Option<usize>,
        page: Option<usize>,
        depth: usize,
    ) {
        let page = dict
            .get_ref("Pg")
            .and_then(|page| self.pages.get(&page.into()).copied())
            .or(page);
        if let Some(content) = dict.get::<i32>("MCID") {
            self.own(page, Some(content), parent);
            return;
        }
        let Some(role) = dict.get::<Name<'_>>("S") else { return };
        let index = self.structure.elements.len();
        self.structure.elements.push(Element {
            role: self.standard(role.as_str()),
            parent,
            alternative: dict.contains_key("Alt"),
        });
        if let Some(kids) = dict.get::<Object<'_>>("K") {
            self.kids(&kids, Some(index), page, depth + 1);
        }
    }

    fn own(&mut self, page: Option<usize>, content: Option<i32>, owner: Option<usize>) {
        if let (Some(page), Some(content), Some(owner)) = (page, content, owner) {
            self.structure.owners.insert((page, content), owner);
        }
    }

    fn standard(&self, role: &str) -> String {
        self.role_map.get(role).map_or(role, String::as_str).to_owned()
    }
}
