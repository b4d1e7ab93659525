import NIOCore
import Testing

@testable import RedisClient

@Suite struct HashSlotTests {
    /// The check value of CRC-16/XMODEM, and slots as `CLUSTER KEYSLOT` gives them.
    @Test func slotsAreTheServers() {
        #expect(HashSlot.crc16("123456789".utf8) == 0x31C3)
        for (key, slot) in [("foo", 12_182), ("bar", 5_061), ("", 0), ("123456789", 12_739)] {
            #expect(HashSlot(of: key).number == slot)
        }
    }

    @Test func keysWithTheSameTagShareASlot() {
        #expect(HashSlot(of: "{user1000}.following") == HashSlot(of: "user1000"))
        #expect(HashSlot(of: "foo{bar}{zap}") == HashSlot(of: "bar"))
        #expect(HashSlot(of: "foo{{bar}}zap") == HashSlot(of: "{bar"))
        #expect(HashSlot(of: "foo{}{bar}") != HashSlot(of: "bar"))
        #expect(HashSlot(of: [UInt8]("foo".utf8)) == HashSlot(of: "foo"))
        #expect(HashSlot(of: ByteBuffer(string: "foo")) == HashSlot(of: "foo"))
    }

    @Test func commandsAreRoutedByTheirFirstKey() {
        #expect(RedisCommand("GET", "a").key as? String == "a")
        #expect(RedisCommand("EVAL", "return 1", 1, "a").key as? String == "a")
        #expect(RedisCommand("EVAL", "return 1", 0, "a").key == nil)
        #expect(RedisCommand("PING").key == nil)
        #expect(RedisCommand("OBJECT", "ENCODING", "a").key as? String == "a")
    }

    @Test func redirectionsAreUnderstood() {
        let asked = RedisAddress.tcp(host: "10.0.0.1", port: 7000)
        let moved = ClusterRedirection(RedisServerError(text: "MOVED 3999 127.0.0.1:6381"), asked: asked)
        #expect(moved == HashSlot(3999).map { .moved($0, .tcp(host: "127.0.0.1", port: 6381)) })
        let ask = ClusterRedirection(RedisServerError(text: "ASK 1 :6381"), asked: asked)
        #expect(ask == .ask(.tcp(host: "10.0.0.1", port: 6381)))
        for text in ["MOVED", "MOVED x 1:2", "MOVED 99999 a:1", "ERR no"] {
            #expect(ClusterRedirection(RedisServerError(text: text), asked: asked) == nil)
        }
    }
}
