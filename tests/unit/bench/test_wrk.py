"""What wrk prints becomes a load; wrong answers are noticed."""

import pytest

from bench.wrk import read_report

REPORT = """Running 1s test @ http://127.0.0.1:8000
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   250.31us  120.40us   3.11ms   91.20%
    Req/Sec    31.02k     1.20k   33.10k    80.00%
  Latency Distribution
     50%  231.00us
     75%  280.00us
     90%  350.00us
     99%    1.25ms
  31022 requests in 1.01s, 64.10MB read
Requests/sec:  30714.85
Transfer/sec:     63.47MB
"""


def test_a_report_is_read() -> None:
    load = read_report(REPORT)
    assert (load.requests, load.seconds) == (31022, 1.01)
    assert (load.half, load.most) == pytest.approx((231e-6, 1.25e-3))


@pytest.mark.parametrize("text", ["unable to connect", REPORT + "  Non-2xx or 3xx responses: 4\n"])
def test_wrong_answers_are_noticed(text: str) -> None:
    with pytest.raises(RuntimeError, match="wrk was answered wrongly"):
        read_report(text)
