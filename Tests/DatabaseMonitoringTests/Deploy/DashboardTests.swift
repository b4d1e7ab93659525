import Foundation
import TestServers
import Testing

@Suite("Dashboards are whole") struct DashboardTests {
    private static let names = ["application", "database", "pool-and-cache"]

    private func dashboard(_ name: String) throws -> DashboardFile {
        let all = try DashboardFile.all()
        return try #require(all.first { $0.path.hasSuffix("/\(name).json") }).dashboard
    }

    @Test func thereAreThreeWithNamesAndAddressesOfTheirOwn() throws {
        let all = try DashboardFile.all()

        #expect(all.map { URL(filePath: $0.path).deletingPathExtension().lastPathComponent } == Self.names)
        #expect(all.map(\.dashboard.uid) == Self.names.map { "bookedbarber-\($0)" })
        #expect(Set(all.map(\.dashboard.title)).count == 3)
    }

    @Test(arguments: names) func panelsHaveNumbersOfTheirOwn(name: String) throws {
        let panels = try dashboard(name).panels

        #expect(Set(panels.map(\.id)).count == panels.count)
    }

    @Test(arguments: names) func panelsLieBesideEachOtherInReadingOrder(name: String) throws {
        let panels = try dashboard(name).panels

        for (index, panel) in panels.enumerated() {
            let place = panel.gridPos
            #expect(place.x >= 0 && place.w > 0 && place.x + place.w <= 24 && place.h > 0, "\(panel.title)")
            for other in panels[(index + 1)...] {
                #expect(!place.overlaps(other.gridPos), "\(panel.title) and \(other.title)")
                #expect((place.y, place.x) < (other.gridPos.y, other.gridPos.x), "\(other.title)")
            }
        }
    }

    @Test(arguments: names) func everyPanelSaysWhatItShowsAndInWhichUnit(name: String) throws {
        for panel in try dashboard(name).panels where !panel.isRow {
            #expect(panel.unit?.isEmpty == false, "\(panel.title)")
            #expect(panel.description?.hasSuffix(".") == true, "\(panel.title)")
            #expect(panel.targets?.isEmpty == false, "\(panel.title)")
        }
    }

    @Test(arguments: names) func everySeriesHasALegendAndComesFromTheChosenSource(name: String) throws {
        for panel in try dashboard(name).panels {
            let targets = panel.targets ?? []
            #expect(Set(targets.map(\.refId)).count == targets.count, "\(panel.title)")
            for target in targets {
                #expect(!target.legendFormat.isEmpty, "\(panel.title)")
                #expect(target.datasource.uid == "${datasource}", "\(panel.title)")
                #expect(target.expr.contains("instance=~\"$instance\""), "\(panel.title)")
            }
        }
    }

    @Test(arguments: names) func thePrometheusAndTheProgramCanBeChosen(name: String) throws {
        #expect(try dashboard(name).templating.list.map(\.name) == ["datasource", "instance"])
    }

    @Test(arguments: names) func onlyPanelsThatGrafanaBringsAreUsed(name: String) throws {
        #expect(Set(try dashboard(name).panels.map(\.type)) == ["row", "stat", "timeseries"])
    }
}
