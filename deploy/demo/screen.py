"""Terminal output: titles in Chinese and English, tables with wide characters, and lines that are drawn in place."""

import os
import shutil
import sys
import unicodedata

GREEN, RED, YELLOW, BOLD, DIM = "32", "31", "33", "1", "2"
COLOURS = {"✓": GREEN, "✗": RED, "…": YELLOW}


def width(text):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def cut(text, columns):
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def pad(text, columns):
    return text + " " * (columns - width(text))


class Screen:
    def __init__(self, out=None):
        self.out = out or sys.stdout
        self.fancy = self.out.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        self.columns = shutil.get_terminal_size((150, 24)).columns if self.out.isatty() else 200
        self.chapter = 0

    def line(self, text=""):
        self.out.write(text + "\n")
        self.out.flush()

    def title(self, chinese, english):
        self.chapter += 1
        self.line()
        self.line(self.coloured(f"[{self.chapter}] {chinese} · {english}", BOLD))

    def coloured(self, text, colour):
        return f"\x1b[{colour}m{text}\x1b[0m" if self.fancy else text

    def marked(self, text):
        """Colours the marks in a line."""
        if self.fancy:
            for mark, colour in COLOURS.items():
                text = text.replace(mark, self.coloured(mark, colour))
        return text

    def table(self, head, rows):
        for text in self.rows(head, rows):
            self.line(text)

    def rows(self, head, rows, least=()):
        """The lines of a table; a last column that is too long is cut. least: widths of the first columns at least."""
        texts = [[str(cell) for cell in row] for row in [head, *rows]]
        widths = [max(width(row[i]) for row in texts) for i in range(len(head))]
        widths[: len(least)] = [max(pair) for pair in zip(least, widths)]
        lines = []
        for number, row in enumerate(texts):
            line = "  " + "  ".join(pad(cell, columns) for cell, columns in zip(row, widths))
            line = cut(line.rstrip(), self.columns - 1)
            lines.append(self.coloured(line, DIM) if number == 0 else self.marked(line))
        return lines


class Live:
    """Lines that change: drawn over themselves on a terminal, else the changed ones are written once more."""

    def __init__(self, screen):
        self.screen = screen
        self.drawn = []

    def show(self, lines):
        if lines == self.drawn:
            return
        if self.screen.fancy:
            up = f"\x1b[{len(self.drawn)}A" if self.drawn else ""
            self.screen.out.write(up + "".join(f"\x1b[2K{line}\n" for line in lines))
            self.screen.out.flush()
        else:
            for line in lines:
                if line not in self.drawn:
                    self.screen.line(line)
        self.drawn = list(lines)
