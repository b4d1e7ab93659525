import NIOCore
import Testing

@testable import RedisClient

@Suite struct RESPParserTests {
    @Test(arguments: RESPSamples.valid.indices)
    func everyKindOfValueIsReadWhereverItIsSplit(index: Int) {
        let (text, value) = RESPSamples.valid[index]
        let whole = ByteBuffer(string: text + text)
        let expected = [RESPParserEvent.reply(value), .reply(value)]

        #expect(RESPSamples.parse([whole]).events == expected)
        for place in 0...whole.readableBytes {
            var rest = whole
            let first = rest.readSlice(length: place) ?? ByteBuffer()
            #expect(RESPSamples.parse([first, rest]).events == expected, "split at \(place)")
        }
        #expect(RESPSamples.parse(whole.readableBytesView.map { ByteBuffer(bytes: [$0]) }).events == expected)
    }

    @Test(arguments: RESPSamples.invalid)
    func whatIsNoRESPIsAnError(text: String) {
        #expect(RESPSamples.parse([ByteBuffer(string: text)]).error != nil)
        #expect(RESPSamples.parse(text.utf8.map { ByteBuffer(bytes: [$0]) }).error != nil)
    }

    @Test func notANumberIsADouble() throws {
        let event = RESPSamples.parse([ByteBuffer(string: ",nan\r\n")]).events.first
        guard case .reply(.double(let number)) = event else { throw RESPProtocolError("\(String(describing: event))") }
        #expect(number.isNaN)
    }

    @Test func pushesAreToldFromReplies() {
        let found = RESPSamples.parse([ByteBuffer(string: ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n+OK\r\n")]).events
        #expect(
            found == [
                .push([.simpleString("invalidate"), .array([RESPSamples.bulk("k")])]), .reply(.simpleString("OK")),
            ])
    }

    @Test func anUnknownCommandsArgumentsAreNotKept() {
        let error = RedisServerError(text: "ERR unknown command 'X', with args beginning with: 'secret'")
        #expect(!"\(error)".contains("secret"))
    }

    @Test func aSmallValueDoesNotKeepALargeBufferAlive() {
        let text = String(repeating: "$3\r\nabc\r\n", count: 5000)
        let events = RESPSamples.parse([ByteBuffer(string: text)]).events
        #expect(events.count == 5000)
        guard case .reply(let reply) = events[7], case .bulkString(let bytes) = reply.compact else {
            return #expect(Bool(false))
        }
        #expect(bytes.storageCapacity <= 16)
    }

    /// Where nobody copies what is kept, the parser does.
    @Test(arguments: ["*1\r\n*1\r\n$3\r\nabc\r\n", "%1\r\n$3\r\nabc\r\n:1\r\n", ">1\r\n$3\r\nabc\r\n"])
    func whatStandsDeeperIsCopiedByTheParser(text: String) {
        let events = RESPSamples.parse([ByteBuffer(string: String(repeating: text, count: 2000))]).events
        func strings(_ value: RESPValue) -> [ByteBuffer] {
            switch value {
            case .bulkString(let bytes): [bytes]
            case .array(let elements): elements.flatMap(strings)
            case .map(let pairs): pairs.flatMap { strings($0.key) + strings($0.value) }
            default: []
            }
        }
        let found = events.flatMap { event -> [ByteBuffer] in
            switch event {
            case .reply(let value): strings(value)
            case .push(let elements): elements.flatMap(strings)
            case .oversized, .needsMore: []
            }
        }
        #expect(found.count == 2000 && found.allSatisfy { $0.storageCapacity <= 16 })
    }
}
