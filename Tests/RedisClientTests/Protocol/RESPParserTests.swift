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
        guard case .reply(.bulkString(let bytes)) = events[7] else { return #expect(Bool(false)) }
        #expect(bytes.storageCapacity <= 16)
    }
}
