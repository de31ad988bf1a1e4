"""Counts the tests that ran, per module, from the reports Maven wrote; ends with 1 where none ran or one failed."""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

COLUMNS = ("tests", "failures", "errors", "skipped")


def main(root):
    total = dict.fromkeys(COLUMNS, 0)
    print(f"{'module':24}" + "".join(f"{column:>10}" for column in COLUMNS) + f"{'seconds':>10}")
    for directory in sorted(root.glob("**/target/surefire-reports")):
        counts, seconds = dict.fromkeys(COLUMNS, 0), 0.0
        for report in directory.glob("TEST-*.xml"):
            suite = ElementTree.parse(report).getroot()
            seconds += float(suite.get("time", "0").replace(",", ""))
            for column in COLUMNS:
                counts[column] += int(suite.get(column, "0"))
        for column in COLUMNS:
            total[column] += counts[column]
        show(str(directory.parent.parent.relative_to(root)), counts, f"{seconds:.1f}")
    show("all", total, "")
    return 0 if total["tests"] > 0 and total["failures"] + total["errors"] == 0 else 1


def show(name, counts, seconds):
    print(f"{name:24}" + "".join(f"{counts[column]:>10}" for column in COLUMNS) + f"{seconds:>10}")


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
