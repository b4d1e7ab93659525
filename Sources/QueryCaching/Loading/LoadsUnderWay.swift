/// The loads that the current task is part of: each may have led to the next.
enum LoadsUnderWay {
    @TaskLocal static var current: [Set<EntryKey>] = []

    static func contains(_ key: EntryKey) -> Bool { current.contains { $0.contains(key) } }

    /// Whether a load led to the current one.
    static var isNested: Bool { current.count > 1 }

    static func adding<R>(
        _ keys: Set<EntryKey>, _ body: () async throws -> R
    ) async throws -> R {
        try await $current.withValue(current + [keys]) { try await body() }
    }
}
