//! Columns that line up, without lines around them. Cells are single lines that were made safe to show.

use super::Screen;
use super::visible::width;

/// Rows under a heading; every column is as wide as its widest cell.
pub fn table<const N: usize>(screen: &Screen, heading: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = heading.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    let mut text = screen.dim(&aligned(&heading.map(str::to_owned), &widths));
    text.push('\n');
    for row in rows {
        text.push_str(&aligned(row, &widths));
        text.push('\n');
    }
    text
}

/// One row whose columns are at least so wide; the last one runs on.
pub fn aligned(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, wide) in cells.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', wide.saturating_sub(width(cell)) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

/// Names and values below each other; those without a value are left out.
pub fn facts(screen: &Screen, facts: &[(&str, String)]) -> String {
    let said = || facts.iter().filter(|(_, value)| !value.is_empty());
    let widest = said().map(|(name, _)| width(name)).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in said() {
        let gap = " ".repeat(widest - width(name) + 2);
        text.push_str(&format!("{}{gap}{value}\n", screen.dim(name)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [["a".to_owned(), "short".to_owned()], ["日本".to_owned(), String::new()]];
        assert_eq!(table(&Screen::PLAIN, ["ID", "NAME"], &rows), "ID    NAME\na     short\n日本\n");
    }

    #[test]
    fn facts_without_a_value_are_left_out() {
        let facts = [("step", "open".to_owned()), ("assignee", String::new()), ("id", "1".to_owned())];
        assert_eq!(super::facts(&Screen::PLAIN, &facts), "step  open\nid    1\n");
    }
}
