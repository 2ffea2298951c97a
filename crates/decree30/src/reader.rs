//! Reads a PDF with hayro: what is painted where, page by page.

use std::collections::BTreeMap;

use hayro_interpret::font::Glyph as PdfGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::ObjectIdentifier;
use hayro_interpret::hayro_syntax::object::dict::Dict;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::Unreadable;
use super::archive;
use super::lines;
use super::sheet::{Glyph, Ink, Mark, Owner, Page, Paper};
use super::structure::Structure;

/// Glyph spaces of a PDF count 1000 to the size of the font.
const UNITS: f64 = 1000.0;

/// Reads a whole file.
pub(super) fn read(bytes: Vec<u8>) -> Result<Paper, Unreadable> {
    let pdf = Pdf::new(bytes).map_err(|_| Unreadable::NotPdf)?;
    let catalog: Dict<'_> =
        pdf.xref().get(pdf.xref().root_id()).ok_or(Unreadable::NotPdf)?;
    let ids: BTreeMap<ObjectIdentifier, usize> = pdf
        .pages()
        .iter()
        .enumerate()
        .filter_map(|(at, page)| Some((page.raw().obj_id()?, at)))
        .collect();
    let structure = Structure::read(&catalog, &ids);
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    for (at, page) in pdf.pages().iter().enumerate() {
        pages.push(look_at(&pdf, page, at, &structure, &cache));
    }
    if pages.is_empty() {
        return Err(Unreadable::NoPage);
    }
    let fonts = archive::fonts(&pdf);
    let archive = archive::read(&catalog);
    let mut paper = Paper { pages, elements: structure.elements, fonts, archive };
    lines::gather(&mut paper);
    Ok(paper)
}

fn look_at<'a>(
    pdf: &'a Pdf,
    page: &PdfPage<'a>,
    at: usize,
    structure: &Structure,
    cache: &InterpreterCache<'a>,
) -> Page {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let area = Rect::new(0.0, 0.0, width, height);
    let upright = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(upright, area, cache, pdf.xref(), settings);
    let mut eye = Eye {
        structure,
        page: at,
        open: Vec::new(),
        faces: BTreeMap::new(),
        glyphs: Vec::new(),
        marks: Vec::new(),
    };
    interpret_page(page, &mut context, &mut eye);
    let (glyphs, marks) = (eye.glyphs, eye.marks);
    Page { width, height, glyphs, marks, lines: Vec::new() }
}

/// Weight and slope of a font.
#[derive(Clone, Copy)]
struct Face {
    bold: bool,
    italic: bool,
}

/// Notes down what is painted.
struct Eye<'s> {
    structure: &'s Structure,
    page: usize,
    /// Marked content around what comes next, outermost first.
    open: Vec<Owner>,
    faces: BTreeMap<u128, Face>,
    glyphs: Vec<Glyph>,
    marks: Vec<Mark>,
}

impl Eye<'_> {
    fn owner(&self) -> Owner {
        let tagged = self.open.iter().rev().find(|owner| **owner != Owner::Nothing);
        tagged.copied().unwrap_or(Owner::Nothing)
    }

    fn face(&mut self, glyph: &PdfGlyph<'_>) -> Face {
        let PdfGlyph::Outline(outline) = glyph else {
            return Face { bold: false, italic: false };
        };
        *self.faces.entry(outline.font_cache_key()).or_insert_with(|| {
            let data = outline.font_data();
            let name = data.as_ref().and_then(|data| data.postscript_name.clone());
            let name = name.unwrap_or_default().to_lowercase();
            let slanted = name.contains("italic") || name.contains("oblique");
            Face {
                bold: name.contains("bold"),
                italic: slanted || data.is_some_and(|data| data.is_italic),
            }
        })
    }

    fn mark(&mut self, bounds: Rect, dashed: bool, ink: Ink) {
        let Rect { x0, y0, x1, y1 } = bounds;
        self.marks.push(Mark { x0, y0, x1, y1, dashed, ink });
    }
}

impl<'a> Device<'a> for Eye<'_> {
    fn draw_glyph(
        &mut self,
        glyph: &PdfGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let placed = transform * glyph_transform;
        let origin = placed * Point::ORIGIN;
        let up = placed * Point::new(0.0, UNITS) - origin;
        let (advance, missing) = match glyph {
            PdfGlyph::Outline(outline) => {
                let advance = outline.advance_width().map_or(0.0, f64::from);
                (advance, outline.glyph_id().to_u32() == 0)
            }
            PdfGlyph::Type3(_) => (0.0, false),
        };
        let along = placed * Point::new(advance, 0.0) - origin;
        let face = self.face(glyph);
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        self.glyphs.push(Glyph {
            text,
            x: origin.x,
            baseline: origin.y,
            width: along.hypot(),
            size: up.hypot(),
            bold: face.bold,
            italic: face.italic,
            ink: ink(paint),
            missing,
            turned: up.x.abs() > 0.1 * up.hypot() || up.y > 0.0,
            owner: self.owner(),
        });
    }

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        mode: &PathDrawMode,
    ) {
        let bounds = (transform * path.clone()).bounding_box();
        let dashed = match mode {
            PathDrawMode::Fill(_) => false,
            PathDrawMode::Stroke(stroke) => !stroke.dash_array.is_empty(),
        };
        self.mark(bounds, dashed, ink(paint));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let area =
            Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.mark(transform.transform_rect_bbox(area), false, Ink::Grey);
    }

    fn begin_marked_content(&mut self, tag: &[u8], content: Option<i32>) {
        let element = content.and_then(|id| self.structure.owner(self.page, id));
        self.open.push(match element {
            Some(element) => Owner::Element(element),
            None if tag == b"Artifact" => Owner::Artifact,
            None => Owner::Nothing,
        });
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
    }
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Red, green and blue apart by less than this are a grey.
const SAME: f32 = 0.02;

fn ink(paint: &Paint<'_>) -> Ink {
    let Paint::Color(colour) = paint else { return Ink::Colour };
    let [red, green, blue, _] = colour.to_rgba().components();
    let low = red.min(green).min(blue);
    let high = red.max(green).max(blue);
    if high < 0.05 {
        Ink::Black
    } else if high - low > SAME {
        Ink::Colour
    } else if low > 0.98 {
        Ink::White
    } else {
        Ink::Grey
    }
}
