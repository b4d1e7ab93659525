import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The socket of a connection without encryption, for who writes to it without its event loop. Wraps `send`.
///
/// It has a descriptor of its own, which is closed when nobody has it any more: what is written late goes to the same
/// connection, or nowhere.
final class SocketWriter: Sendable {
    enum Outcome {
        case all
        /// No more is taken at present.
        case some
        /// Its number.
        case failed(CInt)
    }

    private let descriptor: CInt

    /// Nil when there are no descriptors any more.
    init?(_ socket: CInt) {
        descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Writes what is taken at once, without waiting, and takes it out of `bytes`.
    func write(_ bytes: inout ByteBuffer) -> Outcome {
        while bytes.readableBytes > 0 {
            let (count, error) = bytes.withUnsafeReadableBytes { pointer in
                let count = send(descriptor, pointer.baseAddress, pointer.count, Self.flags)
                return (count, count < 0 ? errno : 0)
            }
            if count >= 0 {
                bytes.moveReaderIndex(forwardBy: count)
            } else if error == EAGAIN || error == EWOULDBLOCK {
                return .some
            } else if error != EINTR {
                return .failed(error)
            }
        }
        return .all
    }

    private static var flags: CInt {
        #if canImport(Darwin)
            // The event loop has set SO_NOSIGPIPE.
            CInt(MSG_DONTWAIT)
        #else
            CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
        #endif
    }
}
