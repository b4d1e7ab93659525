/// One load of a key, with what it needs.
struct Load<Value: Sendable>: Sendable {
    let kind: CacheKind<Value>
    let key: EntryKey
    let state: KindState
    /// What memory held before.
    let known: CacheEntry?
    let perform: @Sendable () async throws -> Value

    /// Nil when values of this kind aren't shared.
    var remoteName: String? {
        guard state.isShared else { return nil }
        return CanonicalName.of(kind: kind.name, version: kind.version, key.key)
    }
}
