import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("docs/monitoring.md has every metric") struct DocumentedMetricsTests {
    private func table() throws -> DocumentedTable { try DocumentedTable("metrics", in: "docs/monitoring.md") }

    @Test func namesAreThoseOfTheCatalogue() throws {
        let (documented, known) = (try table().names, ExposedCatalogue().entries.map(\.name))

        #expect(Set(documented).subtracting(known).isEmpty, "documented, but there is no such metric")
        #expect(Set(known).subtracting(documented).isEmpty, "not documented")
        #expect(documented.count == Set(documented).count, "documented twice")
    }

    @Test func rowsAreThoseOfTheCatalogue() throws {
        let rows = try table().rows

        for row in ExposedCatalogue().entries.map(\.documentedRow) {
            #expect(rows.contains(row), "it has to have this row: \(row)")
        }
    }
}

extension ExposedCatalogue.Entry {
    /// Its row in the documentation: name, kind, unit, labels, meaning.
    var documentedRow: String {
        let by = labels.map { "`\($0)`" }.joined(separator: ", ")
        return "| \(["`\(name)`", kind.rawValue, documentedUnit, by, help].joined(separator: " | ")) |"
    }

    private var documentedUnit: String {
        switch unit {
        case "s": "seconds"
        case "By": "bytes"
        case "1": "0 to 1"
        case "": "0 or 1"
        default: String(unit.filter { !"{}".contains($0) })
        }
    }
}
