import CLibuv
import Foundation

/// Watches one socket on an event loop. Every method is called on the loop's thread.
///
/// What is watched is a duplicate of the socket's descriptor: libpq closes its own as soon as it finds a connection
/// lost, on whichever thread that happens, and its number may belong to another socket a moment later. The connection
/// itself ends when both are closed.
final class SocketWatcher {
    struct Interest: OptionSet {
        let rawValue: Int32
        static let readable = Interest(rawValue: Int32(UV_READABLE.rawValue))
        static let writable = Interest(rawValue: Int32(UV_WRITABLE.rawValue))
    }

    private let duplicate: Int32
    private var poll: UnsafeMutablePointer<uv_poll_t>?
    private let loop: EventLoop
    private let handler: (Interest) -> Void
    private var interest: Interest = []

    /// - Parameter handler: called with what the socket is ready for; an error of the socket is reported as
    ///   `.readable`, so that the reader finds out what it is.
    /// - Returns: nil when the process may open no further descriptor.
    init?(_ socket: Int32, on loop: EventLoop, handler: @escaping (Interest) -> Void) {
        duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        self.loop = loop
        self.handler = handler
        guard duplicate >= 0 else { return nil }
        let poll = UnsafeMutablePointer<uv_poll_t>.allocate(capacity: 1)
        guard uv_poll_init(loop.loop, poll, duplicate) == 0 else {
            poll.deallocate()
            close(duplicate)
            return nil
        }
        poll.pointee.data = Unmanaged.passRetained(self).toOpaque()
        self.poll = poll
    }

    func watch(_ interest: Interest) {
        guard let poll, interest != self.interest else { return }
        self.interest = interest
        guard !interest.isEmpty else {
            uv_poll_stop(poll)
            return
        }
        uv_poll_start(poll, interest.rawValue) { poll, status, events in
            let watcher = Unmanaged<SocketWatcher>.fromOpaque(poll!.pointee.data).takeUnretainedValue()
            if status < 0 { watcher.failed() } else { watcher.handler(Interest(rawValue: events)) }
            watcher.loop.runOwnJobs()
        }
    }

    /// libuv stops watching a socket with an error. The reader may have found the server's last words before it, and
    /// must come again for the error itself.
    private func failed() {
        let wanted = interest
        interest = []
        handler(.readable)
        if interest.isEmpty { watch(wanted) }
    }

    /// Stops watching at once.
    func stop() {
        guard let poll else { return }
        self.poll = nil
        uv_poll_stop(poll)
        close(duplicate)
        uv_close(UnsafeMutableRawPointer(poll).assumingMemoryBound(to: uv_handle_t.self)) { handle in
            Unmanaged<SocketWatcher>.fromOpaque(handle!.pointee.data).release()
            UnsafeMutableRawPointer(handle!).assumingMemoryBound(to: uv_poll_t.self).deallocate()
        }
    }
}
