import Foundation
import Postgres
import PostgresDatabase
import TestServers
import Testing

@Suite struct DatabaseDocumentTests {
    private static let path = Repository.root + "/docs/database.md"

    private static func settings() throws -> String {
        let pool: [DocumentedSetting] = [
            .pool(\.size, "size", 0, "connections that stay open; opened when they are needed"),
            .pool(\.maxOverflow, "maxOverflow", -1, "further ones for a rush; closed when nobody waits"),
            .pool(\.acquireTimeout, "acquireTimeout", .zero, "longer than a burst, shorter than people wait"),
            .pool(\.recycle, "recycle", .zero, "so that servers behind one name share the load, and nothing piles up"),
            .pool(\.recycleJitter, "recycleJitter", -1, "so that connections opened together don't end together"),
            .pool(
                \.prePingBypass, "prePingBypass", .seconds(-1),
                "used within this time, a connection is lent without being asked (`prePing = false`: always)"),
            .pool(\.prePingTimeout, "prePingTimeout", .zero, "an idle connection that answers later is given up"),
            .pool(\.maxWaiters, "maxWaiters", -1, "the last of so many would be served after their time anyway"),
            .pool(\.leaseWarning, "leaseWarning", .zero, "a lease held longer is logged with its place"),
            .pool(
                \.connectsAtOnce, "connectsAtOnce", 0, shown: "cores, at least 2",
                "so that a burst doesn't stampede the server"),
        ]
        let lanes: [DocumentedSetting] = [
            .lanes(
                \.maximum, "maximum", -1, shown: "cores, at least 2 and at most 8",
                "0 for none; a further one is opened when full batches wait on all"),
            .lanes(\.slowStatement, "slowStatement", .zero, "a slower one goes to leases: others would wait behind it"),
            .lanes(\.resultBytes, "resultBytes", 0, "a statement with a larger result goes to leases from then on"),
            .lanes(\.valueBytes, "valueBytes", 0, "a read with larger values goes to a lease"),
        ]
        let connection: [DocumentedSetting] = [
            try .connection(\.connectTimeout, "connectTimeout", "name resolution, TCP, TLS and authentication in all"),
            try .connection(
                \.statementTimeout, "statementTimeout", "the server gives up on a statement; nil: as it is set"),
            try .connection(
                \.idleInTransactionTimeout, "idleInTransactionTimeout",
                "the server ends a transaction in which nothing happens; nil: as it is set"),
            try .connection(\.queryTimeout, "queryTimeout", "`statementTimeout` + 5 s, so that the server is first"),
            try .connection(
                \.cancelTimeout, "cancelTimeout", "a connection whose cancelled statement doesn't end is closed"),
            try .connection(\.statementCacheSize, "statementCacheSize", "prepared statements that a connection keeps"),
            try .connection(\.maxResultBytes, "maxResultBytes", "a larger result is given up; nil: no limit"),
        ]
        return table("PoolConfiguration", pool) + table("LaneConfiguration", lanes)
            + table("ConnectionConfiguration", connection) + "\n"
    }

    private static func table(_ title: String, _ settings: [DocumentedSetting]) -> String {
        "\n`\(title)`:\n\n" + DocumentedSetting.head + settings.map { $0.row + "\n" }.joined()
    }

    /// To write them anew after a default has changed: `BOOKEDBARBER_UPDATE_GOLDEN=1 swift test --filter DatabaseDocumentTests`.
    @Test func theSettingsAreThoseOfTheCode() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let begin = try #require(text.firstRange(of: "<!-- settings -->\n")).upperBound
        let end = try #require(text.firstRange(of: "<!-- end of settings -->")).lowerBound
        let expected = try Self.settings()

        if ProcessInfo.processInfo.environment["BOOKEDBARBER_UPDATE_GOLDEN"] == "1" {
            try (text[..<begin] + expected + text[end...]).write(toFile: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[begin..<end] == expected)
        }
    }

    @Test func everyErrorHasARow() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let begin = try #require(text.firstRange(of: "<!-- errors -->")).upperBound
        let end = try #require(text.firstRange(of: "<!-- end of errors -->")).lowerBound

        let rows = text[begin..<end].matches(of: /\n\| `(\w+)` \|/).map { String($0.1) }

        #expect(Set(rows) == (try PublicErrorCodes.all()))
        #expect(rows.count == Set(rows).count)
    }
}
