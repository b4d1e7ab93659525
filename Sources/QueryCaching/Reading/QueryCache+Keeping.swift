extension QueryCache {
    /// Keeps a value that was made from nothing but its key, and so is never wrong: it needs no load, and waits for none.
    /// To be read by ``valueInMemory(_:key:)``. In this process alone.
    package func keep<Value>(_ value: Value, _ kind: CacheKind<Value>, key: CacheKey) {
        let (state, full) = (state(of: kind), EntryKey(kind: kind.number, key: key))
        state.count(\.misses)
        let evidence = Evidence(tags: [], generations: generations.capture([]), epoch: verification.currentEpoch)
        memorize(entry(value, full, kind, state, evidence, begin: clock.now, time: 0), full)
    }
}
