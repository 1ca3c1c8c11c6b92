"""A pytest plugin: with LARDER_REQUIRE=all a skipped test is a failed one, because there every tool must be there."""

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("LARDER_REQUIRE") == "all":
        report.outcome = "failed"
        report.longrepr = f"LARDER_REQUIRE=all, but this was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped and os.environ.get("LARDER_REQUIRE") == "all":
        report.outcome = "failed"
        report.longrepr = f"LARDER_REQUIRE=all, but {collector.nodeid} was skipped: {report.longrepr}"
    return report
