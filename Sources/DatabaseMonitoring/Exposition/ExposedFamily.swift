/// A family whose name and series stand beside those of all others without a clash.
///
/// One series that is there twice makes Prometheus refuse a whole scrape. So families that get the same name are one, if
/// they are of the same kind; otherwise the first counts. Of series with the same labels the first counts.
struct ExposedFamily: Equatable {
    let name: ExposedName
    let kind: MetricFamily.Kind
    let help: String
    private(set) var points: [ExposedPoint] = []
    private var known: Set<[ExposedPoint.Label]> = []

    private init(_ family: MetricFamily, _ name: ExposedName) {
        (self.name, kind) = (name, family.kind)
        help = family.help.isEmpty ? "\(family.name), which nobody has described." : family.help
    }

    private mutating func add(_ family: MetricFamily) {
        for point in family.points.compactMap({ ExposedPoint($0, family.kind) })
        where known.insert(point.labels).inserted {
            points.append(point)
        }
    }

    /// Those that have series, in the order of their first.
    ///
    /// - Returns: `dropped`, names of families whose name was taken by another kind.
    static func all(of families: [MetricFamily]) -> (families: [ExposedFamily], dropped: [String]) {
        var (all, dropped) = ([ExposedFamily](), [String]())
        var owners: [String: Int] = [:]
        for family in families where !family.points.isEmpty {
            let name = family.exposedName
            if let owner = owners[name.family], all[owner].kind == family.kind, all[owner].name == name {
                all[owner].add(family)
                continue
            }
            let names = reserved(name, family.kind)
            guard names.allSatisfy({ owners[$0] == nil }) else {
                dropped.append(family.name)
                continue
            }
            for name in names { owners[name] = all.count }
            var exposed = ExposedFamily(family, name)
            exposed.add(family)
            all.append(exposed)
        }
        return (all.filter { !$0.points.isEmpty }, dropped)
    }

    /// The names that a family has for itself, in either format (OpenMetrics 1.0, *MetricFamily*, *Suffixes*).
    private static func reserved(_ name: ExposedName, _ kind: MetricFamily.Kind) -> [String] {
        let endings =
            switch kind {
            case .gauge: [""]
            case .counter: ["", "_total", "_created"]
            case .histogram: ["", "_bucket", "_count", "_sum", "_created"]
            }
        return endings.map { name.family + $0 }
    }
}
