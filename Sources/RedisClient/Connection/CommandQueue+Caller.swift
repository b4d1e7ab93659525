import NIOCore

extension CommandQueue {
    /// The bytes of a call just appended, for its caller to write, who needn't wake the event loop for it: nobody else
    /// waits, and nothing new has to be seen to. Then ``callerHasWritten()`` has to follow. Where many replies came
    /// together more commands are about to: they go out together.
    mutating func takeForCaller(_ count: Int, at now: NIODeadline) -> ByteBuffer? {
        guard isReady, sent == 0, places.count == count, lastAnswered <= 1, !isWrittenByCaller,
            outgoing.readableBytes <= Self.mostReserved, min(nextLook, now + patience) >= armedFor,
            let bytes = takeOutgoing(at: now)
        else { return nil }
        isAttended = false
        isWrittenByCaller = true
        return bytes
    }

    /// - Returns: whether the event loop has to be asked to ``CommandQueue/isAttended``.
    mutating func callerHasWritten() -> Bool {
        isWrittenByCaller = false
        guard canSend, sent < places.count, isWorthWriting, !isAttended else { return false }
        isAttended = true
        return true
    }
}
