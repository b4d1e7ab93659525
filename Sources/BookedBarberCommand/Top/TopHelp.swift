/// What the keys do, and what the figures mean.
enum TopHelp {
    static func lines(width: Int) -> [String] {
        [
            "1 2 3 4       all in short, or statements, sessions, alerts alone",
            "↑ ↓ PgUp PgDn scroll; Home and End go to the beginning and the end",
            "s             sort statements by time, calls, mean, rows",
            "p or space    pause, go on",
            "?             this page",
            "q or Ctrl-C   leave",
            "",
        ]
            + WrappedText.lines(
                """
                Figures are those since the sample before: rates a second, and of statements the share of the time that \
                all shown ones took. p50, p95 and p99 are those of the slowest route. "≤" is an upper estimate.
                """, width: width)
    }
}
