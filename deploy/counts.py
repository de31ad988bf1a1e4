"""Counts the tests that ran, per module, from Maven's reports, and names what failed or was skipped; ends with 1 where one failed or a module had none."""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

COLUMNS = ("tests", "failures", "errors", "skipped")


def main(root):
    total = dict.fromkeys(COLUMNS, 0)
    print(f"{'module':24}" + "".join(f"{column:>10}" for column in COLUMNS) + f"{'seconds':>10}")
    missing = 0
    failed, skipped = [], []
    for module in sorted(tests.parent.parent for tests in root.glob("**/src/test") if "target" not in tests.parts):
        reports = list(module.glob("target/surefire-reports/TEST-*.xml"))
        missing += not reports
        counts, seconds = dict.fromkeys(COLUMNS, 0), 0.0
        for report in reports:
            suite = ElementTree.parse(report).getroot()
            seconds += float(suite.get("time", "0").replace(",", ""))
            for column in COLUMNS:
                counts[column] += int(suite.get(column, "0"))
            for case in suite.iter("testcase"):
                test = f"{suite.get('name').split('.')[-1]}.{case.get('name')}"
                skipped += [f"{test}: {reason(why).split('failed: ')[-1]}" for why in case.iter("skipped")]
                failed += [f"FAILED {test}: {reason(why)}" for tag in ("failure", "error") for why in case.iter(tag)]
        for column in COLUMNS:
            total[column] += counts[column]
        show(str(module.relative_to(root)), counts, f"{seconds:.1f}" if reports else "not run")
    show("all", total, "")
    for line in skipped + failed:
        print(line)
    return 0 if total["tests"] > 0 and missing == 0 and total["failures"] + total["errors"] == 0 else 1


def reason(why):
    lines = f"{why.get('message') or ''}\n{why.text or ''}".split("\n")
    return next((line.strip() for line in lines if line.strip()), why.tag)[:400]


def show(name, counts, seconds):
    print(f"{name:24}" + "".join(f"{counts[column]:>10}" for column in COLUMNS) + f"{seconds:>10}")


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
