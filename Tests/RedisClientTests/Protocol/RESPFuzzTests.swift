import NIOCore
import TestServers
import Testing

@testable import RedisClient

@Suite struct RESPFuzzTests {
    private func split(_ bytes: [UInt8], _ numbers: inout SeededNumbers) -> [ByteBuffer] {
        var pieces: [ByteBuffer] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...max(1, min(rest.count, 40)), using: &numbers)
            pieces.append(ByteBuffer(bytes: rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    @Test func bytesAtRandomNeverCrashIt() {
        var numbers = SeededNumbers.anew(in: "RESPFuzzTests")
        let alphabet = Array("+-:$*%~>|,#_(!=?0123456789\r\n\r\n\r\nab".utf8)
        for round in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...60, using: &numbers)).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &numbers)
                    : alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
            }
            let whole = RESPSamples.parse([ByteBuffer(bytes: bytes)])
            let pieces = RESPSamples.parse(split(bytes, &numbers))
            #expect(whole.events == pieces.events || "\(whole.events)".contains("nan"), "\(bytes)")
            #expect((whole.error == nil) == (pieces.error == nil), "\(bytes)")
        }
    }

    @Test func repliesWithChangedBytesGiveTheSameHoweverTheyAreSplit() {
        var numbers = SeededNumbers.anew(in: "RESPFuzzTests")
        var limits = RedisLimits()
        limits.replyBytes = 1024
        limits.replyElements = 16
        for _ in 0..<20_000 {
            var bytes = (0..<3).flatMap { _ in
                Array(RESPSamples.valid[Int.random(in: 0..<RESPSamples.valid.count, using: &numbers)].text.utf8)
            }
            for _ in 0..<Int.random(in: 0...2, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            }
            let whole = RESPSamples.parse([ByteBuffer(bytes: bytes)], limits: limits)
            let pieces = RESPSamples.parse(split(bytes, &numbers), limits: limits)
            #expect(whole.events == pieces.events, "\(bytes)")
            #expect((whole.error == nil) == (pieces.error == nil), "\(bytes)")
        }
    }
}
