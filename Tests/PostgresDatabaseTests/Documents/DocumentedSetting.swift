import Postgres
import PostgresDatabase

/// A row of the settings in `docs/database.md`: default and range are the code's own.
struct DocumentedSetting {
    let key: String
    let unit: String
    let standard: String
    let range: String
    let why: String

    var row: String { "| `\(key)` | \(unit) | \(standard) | \(range) | \(why) |" }

    private static let units = [
        "size": "connections", "maxOverflow": "connections", "connectsAtOnce": "connections", "maxWaiters": "callers",
        "recycleJitter": "share of `recycle`", "maximum": "lanes", "statementCacheSize": "statements",
    ]

    static let head = "| setting | unit | default | range | why |\n|---|---|---|---|---|\n"

    /// - Parameter impossible: a value out of its range, so that the error tells the range.
    static func pool<Value>(
        _ path: WritableKeyPath<PoolConfiguration, Value>, _ key: String, _ impossible: Value, shown: String? = nil,
        _ why: String
    ) -> DocumentedSetting {
        var configuration = PoolConfiguration()
        let standard = "\(configuration[keyPath: path])"
        configuration[keyPath: path] = impossible
        return DocumentedSetting(key, shown ?? standard, mistake(configuration), why)
    }

    static func lanes<Value>(
        _ path: WritableKeyPath<LaneConfiguration, Value>, _ key: String, _ impossible: Value, shown: String? = nil,
        _ why: String
    ) -> DocumentedSetting {
        var configuration = LaneConfiguration()
        let standard = "\(configuration[keyPath: path])"
        configuration[keyPath: path] = impossible
        return DocumentedSetting(key, shown ?? standard, mistake(configuration), why)
    }

    /// One of a connection: nothing is checked there.
    static func connection<Value>(
        _ path: KeyPath<ConnectionConfiguration, Value>, _ key: String, _ why: String
    ) throws -> DocumentedSetting {
        let value = try ConnectionConfiguration(url: "postgres://localhost")[keyPath: path]
        var text = "\(value)"
        if text.hasPrefix("Optional("), text.hasSuffix(")") { text = String(text.dropFirst(9).dropLast()) }
        return DocumentedSetting(key, text, nil, why)
    }

    private init(_ key: String, _ standard: String, _ error: PostgresError?, _ why: String) {
        let range = error?.message.firstMatch(of: /allowed is (.+?)\.?$/).map { String($0.1) } ?? "–"
        self.key = key
        unit =
            standard.hasSuffix(" seconds") || range.hasSuffix(" seconds")
            ? "seconds" : key.hasSuffix("Bytes") ? "bytes" : Self.units[key] ?? "–"
        self.standard = Self.plain(standard)
        self.range = Self.plain(range)
        self.why = why
    }

    /// `3600.0 seconds` is 3600.
    private static func plain(_ text: String) -> String {
        text.replacing(" seconds", with: "").replacing(/([0-9])\.0\b/) { $0.1 }
    }

    private static func mistake(_ configuration: PoolConfiguration) -> PostgresError? {
        do throws(PostgresError) { try configuration.validate() } catch { return error }
        return nil
    }

    private static func mistake(_ configuration: LaneConfiguration) -> PostgresError? {
        do throws(PostgresError) { try configuration.validate() } catch { return error }
        return nil
    }
}
