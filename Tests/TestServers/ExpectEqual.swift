import Testing

/// Fails the test unless both are the same. For values that are awaited, which `#expect` can't hold in all places.
public func expectEqual<Value: Equatable>(
    _ found: Value, _ wanted: Value, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(found == wanted, sourceLocation: sourceLocation)
}
