import NIOCore
import Testing

@testable import RedisClient

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite struct SocketWriterTests {
    private func withPair(_ body: (_ one: CInt, _ other: CInt) throws -> Void) throws {
        var pair: [CInt] = [-1, -1]
        #if canImport(Glibc)
            let type = CInt(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        try #require(socketpair(AF_UNIX, type, 0, &pair) == 0)
        defer { for descriptor in pair where descriptor >= 0 { close(descriptor) } }
        try body(pair[0], pair[1])
    }

    @Test func whatTheSocketDoesNotTakeIsLeft() throws {
        try withPair { one, other in
            let writer = try #require(SocketWriter(one))
            var bytes = ByteBuffer(repeating: 7, count: 16 << 20)
            guard case .some = writer.write(&bytes) else {
                Issue.record("16 MiB were taken")
                return
            }
            let written = (16 << 20) - bytes.readableBytes
            #expect(written > 0 && bytes.readableBytes > 0)

            var read = 0
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while read < written {
                let count = recv(other, &piece, piece.count, 0)
                try #require(count > 0)
                read += count
            }
            #expect(read == written)
        }
    }

    /// A signal would end the process.
    @Test func aPeerThatHasGoneIsAnErrorAndNoSignal() throws {
        try withPair { one, other in
            let writer = try #require(SocketWriter(one))
            shutdown(other, CInt(SHUT_RDWR))
            var bytes = ByteBuffer(string: "x")
            guard case .failed(EPIPE) = writer.write(&bytes) else {
                Issue.record("it was written")
                return
            }
        }
    }

    @Test func itWritesToItsOwnConnectionAfterTheDescriptorWasClosed() throws {
        try withPair { one, other in
            let copy = dup(one)
            let writer = try #require(SocketWriter(copy))
            close(copy)
            var bytes = ByteBuffer(string: "late")
            guard case .all = writer.write(&bytes) else {
                Issue.record("it was not written")
                return
            }
            var piece = [UInt8](repeating: 0, count: 16)
            #expect(recv(other, &piece, piece.count, 0) == 4)
        }
    }

    @Test func nothingIsWrittenToWhatIsNoDescriptor() { #expect(SocketWriter(-1) == nil) }
}
