import NIOCore
import Testing

@testable import QueryCaching

@Suite struct EncodingTests {
    private let entry = RemoteEntry(
        isNegative: true, readAt: 1_764_000_000_123, loadTime: 4_567_890, tagsHash: 0x1234_5678_9ABC_DEF0,
        generations: SharedGenerations(everything: 1, tags: [.max, 2, 3]), payload: [1, 2, 3])

    @Test func anEntryComesBackAsItWas() {
        #expect(RemoteEntry(ByteBuffer(bytes: entry.bytes)) == entry)
    }

    @Test func anEntryThatIsCutOrOfAnotherFormatIsNone() {
        let header = entry.bytes.count - entry.payload.count
        for length in 0..<header {
            #expect(RemoteEntry(ByteBuffer(bytes: entry.bytes.prefix(length))) == nil, "\(length) bytes")
        }
        #expect(RemoteEntry(ByteBuffer(bytes: [2] + entry.bytes.dropFirst())) == nil)
    }

    @Test(arguments: 0..<20) func anyBytesAreAnEntryOrNone(seed: Int) {
        var numbers = SplitMix64(seed: UInt64(seed))
        for _ in 0..<2000 {
            var bytes = entry.bytes
            for _ in 0...Int.random(in: 0..<8, using: &numbers) {
                bytes[Int.random(in: bytes.indices, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &numbers))
            if let read = RemoteEntry(ByteBuffer(bytes: bytes)) { #expect(read.bytes == bytes) }
        }
    }

    @Test func namesOfDifferentKeysDiffer() {
        let keys = [
            CacheKey(), CacheKey(1), CacheKey("1"), CacheKey("i1"), CacheKey(1, 2), CacheKey("1:1", "2"),
            CacheKey("1", "1:2"), CacheKey("1", 2), CacheKey(nil as Int?, 1), CacheKey(1, nil as Int?, 2),
            CacheKey(1, 2, "a"), CacheKey(1, 2, more: ["a"]), CacheKey(1, 2, more: ["a", 3]), CacheKey(12),
            CacheKey(String(repeating: "x", count: 300)), CacheKey(String(repeating: "x", count: 301)),
        ]
        let names = keys.map { CanonicalName.of(kind: "kind", version: 1, $0) }

        #expect(Set(names).count == keys.count)
        #expect(names.allSatisfy { $0.utf8.count <= CanonicalName.maxLength })
    }

    @Test func aNameIsReadableAndNeverChanges() {
        #expect(CanonicalName.of(kind: "user_profile", version: 3, CacheKey(42)) == "user_profile.3:i42")
        #expect(CanonicalName.of(kind: "day", version: 1, CacheKey(7, "2026-11-25")) == "day.1:i7:10:2026-11-25")
    }

    @Test func longTagsAreShortenedAndStayDifferent() {
        let tags = ["a", "b"].map { CacheTag("thing", String(repeating: "ü", count: 200) + $0) }

        #expect(tags[0] != tags[1])
        #expect(tags.allSatisfy { $0.name.utf8.count <= CacheTag.maxLength })
        #expect(CacheTag(name: tags[0].name) == tags[0])
    }

    @Test func aPositionOfTheOutboxComesBackAsItWas() throws {
        let view = OutboxView(
            snapshot: "800:812:803,805", time: 1_764_081_234_567, server: 1_764_080_000_000, rows: [], isCut: false)
        let position = OutboxPosition(view)

        #expect(OutboxPosition(text: position.text) == position)
        let damaged = [
            "", "1", "1 2", "1 2 3", "1 2 3:2:", "1 2 0:1:", "a 2 1:1:", "1 2 1:1:x", "1 2 1:1: ", "1 2 1:1:';--",
        ]
        for text in damaged { #expect(OutboxPosition(text: text) == nil, "\(text)") }
    }

    @Test func aPositionReachesAsFarAsRowsAreKept() {
        let then = OutboxPosition(OutboxView(snapshot: "1:1:", time: 1000, server: 5, rows: [], isCut: false))
        func now(_ time: Int64, server: Int64 = 5) -> OutboxView {
            OutboxView(snapshot: "2:2:", time: time, server: server, rows: [], isCut: false)
        }

        #expect(then.reaches(now(10_999), retention: 10_000))
        #expect(!then.reaches(now(11_000), retention: 10_000), "rows may be gone")
        #expect(!then.reaches(now(2000, server: 6), retention: 10_000), "other transaction numbers")
        #expect(!then.reaches(now(999), retention: 10_000), "a clock that was set back")
    }

    private struct Named: Codable, Equatable, Sendable {
        var name: String
        var parts: [Int]
    }

    @Test(arguments: [
        #"{"value":{"name":"a","parts":[1]}}"#, #" { "value" : {"parts":[1],"name":"a"} } "#,
        #"{"value":{"name":"a","parts":[1]},"more":{}}"#, #"{"more":1,"value":{"name":"a","parts":[1]}}"#,
    ])
    func anObjectIsReadHoweverItIsWritten(text: String) throws {
        #expect(try CacheCodec<Named>.json.decode(Array(text.utf8)) == Named(name: "a", parts: [1]))
        #expect(try CacheCodec<Named?>.json.decode(Array(text.utf8)) == Named(name: "a", parts: [1]))
    }

    @Test func valuesOfAllKindsComeBackAsTheyWere() throws {
        func isKept<Value: Codable & Equatable & Sendable>(_ value: Value) throws -> Bool {
            try CacheCodec<Value>.json.decode(CacheCodec<Value>.json.encode(value)) == value
        }
        #expect(try isKept(7) && isKept("}") && isKept(true) && isKept(nil as Named?) && isKept(nil as Int?))
        #expect(try isKept([1, 2]) && isKept([] as [Int]) && isKept(["a": ["b": 1]]) && isKept([Named]()))
        #expect(try isKept(Named(name: #"{"value":"#, parts: [])) && isKept(Optional(Named(name: "", parts: [3]))))
    }

    @Test(arguments: [#"{"value":}"#, #"{"value":{}"#, #"{"value":[}}"#, #"{"value":{"name":1}}"#, "{", ""])
    func whatIsNoSuchValueIsAnError(text: String) {
        #expect(throws: (any Error).self) { try CacheCodec<Named>.json.decode(Array(text.utf8)) }
    }

    @Test func luckIsSpreadFromZeroToOne() {
        let draws = (0..<4000).map { _ in Luck.draw() }
        #expect(draws.allSatisfy { (0...1).contains($0) })
        for tenth in 0..<10 { #expect(draws.contains { Int($0 * 10) == tenth }) }
    }
}
