import Testing

@testable import DatabaseMonitoring

@Suite struct SpanTests {
    private func entry(_ key: UInt32, _ values: Float...) -> SpanEntry {
        var entry = SpanEntry(key: key, value: values[0])
        for value in values.dropFirst() { entry.fold(SpanEntry(key: key, value: value)) }
        return entry
    }

    @Test func bytesAreReadAsTheyWereWritten() {
        let entries = [entry(1, 2), entry(70_000, -1.5, 4), entry(.max, .greatestFiniteMagnitude)]

        for tier in [HistoryTier.minute, .hour] {
            let blob = SpanBlob(SpanBlob(entries, tier: tier).bytes, tier: tier)
            var place = 2
            #expect(blob.entries == entries)
            #expect(blob.entry(of: 70_000, place: &place) == entries[1])
            #expect(place == 1)
            #expect(blob.entry(of: 2, place: &place) == nil)
        }
        #expect(SpanBlob([entry(9, 3)], tier: .sample).bytes == [9, 0, 0, 0, 0, 0, 0x40, 0x40])
    }

    @Test func damagedBytesAreLeftOut() {
        let whole = SpanBlob([entry(1, 2), entry(2, 3, 4)], tier: .minute).bytes

        #expect(SpanBlob(whole.dropLast(), tier: .minute).entries == [])
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0xff
            let entries = SpanBlob(bytes, tier: .minute).entries
            #expect(entries.allSatisfy { $0.minimum <= $0.mean && $0.mean <= $0.maximum })
        }
    }

    @Test func foldingKeepsTheLeastTheGreatestAndTheMean() {
        let folded = [entry(1, 4), entry(3, 1)].folding([entry(1, 1, 4), entry(2, 5)])

        #expect(folded == [entry(1, 4, 1, 4), entry(2, 5), entry(3, 1)])
        #expect(folded[0].mean == 3)
    }

    @Test func aCountThatIsFullStaysSo() {
        var entry = entry(1, 1)
        for _ in 0..<70_000 { entry.fold(SpanEntry(key: 1, value: 1)) }

        #expect(entry.count == .max)
        #expect(entry.mean == 1)
    }
}
