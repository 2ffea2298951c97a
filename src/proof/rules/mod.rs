use super::{Fault, anatomy::Anatomy, sheet::Paper};
pub(super) fn apply(paper: &Paper, _: &Anatomy) -> (usize, Vec<Fault>) {
    println!("{:?}\n{:?}", paper.fonts, paper.archive);
    for line in paper.lines() {
        let role = match line.block { super::sheet::Owner::Element(at) => { let mut s=String::new(); let mut a=Some(at); while let Some(i)=a { s.push_str(&paper.elements[i].role); s.push('<'); a=paper.elements[i].parent; } format!("{at} {s}") }, o => format!("{o:?}") };
        println!("{} x{:.1}-{:.1} y{:.1} {:.1}{}{} [{role}] {}", line.page+1, line.x0/2.8346, line.x1/2.8346, line.baseline/2.8346, line.size, if line.bold {"b"} else {""}, if line.italic {"i"} else {""}, line.text);
    }
    (0, Vec::new())
}
