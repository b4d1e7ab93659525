/// Finds the series of some labels, and bounds how many there are.
struct SeriesTable<Series> {
    private let limit: Int
    private let make: @Sendable () -> Series
    private var series: [LabelSet: Series] = [:]
    /// By labels in the order in which callers wrote them, where it is another one.
    private var spellings: [LabelSet: Series] = [:]
    private var other: (labels: LabelSet, series: Series)?

    init(limit: Int, make: @escaping @Sendable () -> Series) {
        (self.limit, self.make) = (limit, make)
    }

    var all: [(labels: LabelSet, series: Series)] {
        series.map { ($0, $1) } + (other.map { [$0] } ?? [])
    }

    /// The same one for the same labels, in whatever order.
    ///
    /// Beyond the limit all labels have one series together. It has the names of the labels that came first there, so
    /// that these are bounded too.
    mutating func series(_ labels: [(String, String)]) -> (series: Series, isOwn: Bool) {
        let written = LabelSet(written: labels)
        if let known = series[written] ?? spellings[written] { return (known, true) }
        let ordered = LabelSet(labels)
        if let known = series[ordered] {
            if spellings.count < limit, written.isShort { spellings[written] = known }
            return (known, true)
        }
        guard series.count < limit else {
            let shared = other ?? (ordered.withEveryValue("other"), make())
            other = shared
            return (shared.series, false)
        }
        let made = make()
        series[ordered] = made
        return (made, true)
    }
}
