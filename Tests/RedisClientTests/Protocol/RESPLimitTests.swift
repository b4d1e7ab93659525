import NIOCore
import Testing

@testable import RedisClient

@Suite struct RESPLimitTests {
    private var small: RedisLimits {
        var limits = RedisLimits()
        limits.replyDepth = 4
        limits.lineBytes = 64
        limits.replyBytes = 1024
        limits.replyElements = 16
        return limits
    }

    private func parse(_ text: String) -> (events: [RESPParserEvent], error: RESPProtocolError?) {
        RESPSamples.parse([ByteBuffer(string: text)], limits: small)
    }

    @Test func aCountOfTwoBillionReservesNothing() throws {
        var parser = RESPParser()
        for head in ["*2147483647\r\n", "*1\r\n%1073741823\r\n"] { parser.append(ByteBuffer(string: head)) }
        #expect(try parser.next() == .needsMore)
        parser = RESPParser()
        parser.append(ByteBuffer(string: "$2147483647\r\nabc"))
        #expect(try parser.next() == .needsMore)
        #expect(parser.buffer.storageCapacity < 1024)
    }

    @Test(arguments: [
        "$2000\r\n" + String(repeating: "x", count: 2000) + "\r\n",
        "*100\r\n" + String(repeating: ":1\r\n", count: 100),
        "*2\r\n*9\r\n" + String(repeating: ":1\r\n", count: 9) + "*9\r\n" + String(repeating: ":1\r\n", count: 9),
        "*3\r\n$600\r\n" + String(repeating: "x", count: 600) + "\r\n$600\r\n" + String(repeating: "y", count: 600)
            + "\r\n:1\r\n",
    ])
    func aReplyOverALimitIsSkippedAndWhatFollowsIsRead(text: String) {
        for pieces in [
            [ByteBuffer(string: text + "+next\r\n")], (text + "+next\r\n").utf8.map { ByteBuffer(bytes: [$0]) },
        ] {
            let (events, error) = RESPSamples.parse(pieces, limits: small)
            #expect(error == nil)
            #expect(events.count == 2)
            guard case .oversized = events.first else { return #expect(Bool(false), "\(events)") }
            #expect(events.last == .reply(.simpleString("next")))
        }
    }

    /// Taken for a reply, it would move every later reply to another command.
    @Test(arguments: [
        ">2\r\n+invalidate\r\n*100\r\n" + String(repeating: "$1\r\na\r\n", count: 100),
        ">2\r\n+invalidate\r\n*1\r\n$2000\r\n" + String(repeating: "x", count: 2000) + "\r\n",
        ">100\r\n" + String(repeating: "+a\r\n", count: 100),
    ])
    func aPushOverALimitIsTheEnd(text: String) {
        let (events, error) = parse(text + "+next\r\n")
        #expect(error != nil)
        #expect(events.isEmpty)
    }

    @Test func depthAndLinesHaveTheirLimits() {
        #expect(parse(String(repeating: "*1\r\n", count: 4) + ":1\r\n").error == nil)
        #expect(parse(String(repeating: "*1\r\n", count: 5) + ":1\r\n").error != nil)
        #expect(parse("+" + String(repeating: "a", count: 64) + "\r\n").error == nil)
        #expect(parse("+" + String(repeating: "a", count: 65) + "\r\n").error != nil)
        #expect(parse("+" + String(repeating: "a", count: 200)).error != nil)
    }

    @Test func aLargeReplyInSmallPiecesTakesLinearWork() {
        func time(_ size: Int) -> Duration {
            let bytes = ByteBuffer(string: "$\(size)\r\n" + String(repeating: "x", count: size) + "\r\n")
            var pieces: [ByteBuffer] = []
            var rest = bytes
            while rest.readableBytes > 0, let piece = rest.readSlice(length: min(512, rest.readableBytes)) {
                pieces.append(piece)
            }
            // The least of some: others use the machine, too.
            let times = (0..<4).map { _ in
                ContinuousClock().measure { #expect(RESPSamples.parse(pieces).events.count == 1) }
            }
            return times.min() ?? .zero
        }
        _ = time(1 << 16)
        let small = time(1 << 18)

        // 32 times the size: quadratic work would take a thousand times as long.
        #expect(time(1 << 23) < small * 320)
    }
}
