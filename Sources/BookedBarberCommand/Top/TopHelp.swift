/// What the keys do, and what the figures mean.
enum TopHelp {
    static func lines(width: Int) -> [String] {
        [
            "1             all in short: scroll for tables, indexes, replication, cache, routes, marks",
            "2 3 4         statements, sessions, alerts alone",
            "5             tables and indexes",
            "6             locks, replication, marks, and what isn't sampled",
            "7             routes, and the cache by kind of data",
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
                all shown ones took. p50, p95 and p99 are estimates; those at the top are of all \
                routes together. Of a table, live and dead count rows, by estimate, and seq/s its sequential scans.
                """, width: width)
    }
}
