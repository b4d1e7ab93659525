import BookedBarber
import HTTPTypes
import QueryCaching

/// What operators look at: for administrators, and for programs of the same machine that know the server's own token.
enum AdminRoutes {
    static let all = [cache, entries]

    static let kind = QueryParameter<String>(
        "kind", "A kind of data, such as `user_profile`.", isRequired: true, schema: .text(1...64))
    static let key = QueryParameter<String>(
        "key", "The parts of its key, with commas: numbers and texts, such as `42` or `services,7`.", isRequired: true,
        schema: .text(1...500))

    static let cache = Route.on(
        .get, "/admin/cache",
        Operation("getCache", "What the query cache holds and does", tag: .system) { operation in
            operation.access = .admin
            operation.problems = [.notFound]
        }
    ) { call in
        Reply(CacheBody(try cache(call).statistics))
    }

    static let entries = Route.on(
        .get, "/admin/cache/entries",
        Operation("getCacheEntries", "What the query cache holds of one key", tag: .system) { operation in
            operation.access = .admin
            operation.parameters = ParameterDescription.query(kind, key)
            operation.problems = [.notFound]
        }
    ) { call in
        let found = try await cache(call).inspect(kind: call.required(kind), key: parsed(call.required(key)))
        return Reply(ListBody(items: found.map(CacheEntryBody.init)))
    }

    private static func cache(_ call: Call) throws(Problem) -> QueryCache {
        guard let cache = call.answers.cache else { throw Problem(.notFound, "This server runs without a cache.") }
        return cache
    }

    /// Digits are numbers, as in the keys of this program.
    static func parsed(_ text: String) -> CacheKey {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            Int64(part).map { CacheKey.Part.integer($0) } ?? (part == "-" ? .none : .text(String(part)))
        }
        switch parts.count {
        case 1: return CacheKey(parts[0])
        case 2: return CacheKey(parts[0], parts[1])
        case 3: return CacheKey(parts[0], parts[1], parts[2])
        default: return CacheKey(parts[0], parts[1], more: Array(parts.dropFirst(2)))
        }
    }
}
