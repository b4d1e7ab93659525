import NIOCore

/// The bytes of one direction of one connection, on their way. Lives on the proxy's event loop.
final class FaultProxyFlow {
    private struct Chunk {
        var bytes: ByteBuffer
        let arrived: NIODeadline
    }

    /// More is left with the sender.
    private static let mostBytes = 256 << 10

    private let source: any Channel
    private let target: any Channel
    private let isReply: Bool
    private var fault: Fault
    private var chunks = CircularBuffer<Chunk>()
    private var waitingBytes = 0
    private var timer: Scheduled<Void>?
    private var isReading = true
    private var sourceHasEnded = false
    private var isLost = false

    init(from source: any Channel, to target: any Channel, isReply: Bool, _ fault: Fault) {
        self.source = source
        self.target = target
        self.isReply = isReply
        self.fault = fault
    }

    func arrived(_ bytes: ByteBuffer) {
        if loses { lose() }
        guard !isLost else { return }
        var bytes = bytes
        if isReply, case .garbage(let seed) = fault { bytes = Self.garbage(bytes.readableBytes, seed) }
        waitingBytes += bytes.readableBytes
        chunks.append(Chunk(bytes: bytes, arrived: .now()))
        pump()
    }

    func become(_ fault: Fault) {
        self.fault = fault
        timer?.cancel()
        timer = nil
        if loses, !chunks.isEmpty { lose() }
        pump()
    }

    /// The target ends too, once it has what is on its way.
    func sourceEnded() {
        sourceHasEnded = true
        pump()
    }

    /// Throws away what is on its way and whatever comes.
    func lose() {
        isLost = true
        chunks.removeAll()
        waitingBytes = 0
        timer?.cancel()
        timer = nil
        readOrPause()
    }

    /// Sends what may go now.
    func pump() {
        guard timer == nil, !isLost, fault != .hold else { return readOrPause() }
        while let chunk = chunks.first, target.isWritable {
            let due = chunk.arrived + fault.delay
            guard due <= .now() else { return wake(at: due) }
            guard let pace = fault.pace else {
                send(chunks.removeFirst().bytes)
                continue
            }
            sendPiece(of: pace.bytes)
            return wake(at: .now() + pace.pause)
        }
        if sourceHasEnded, chunks.isEmpty { target.close(promise: nil) }
        readOrPause()
    }

    private var loses: Bool { fault == .blackHole || (isReply && fault == .mute) }

    private func sendPiece(of bytes: Int) {
        let index = chunks.startIndex
        guard let piece = chunks[index].bytes.readSlice(length: min(bytes, chunks[index].bytes.readableBytes)) else {
            return
        }
        if chunks[index].bytes.readableBytes == 0 { chunks.removeFirst() }
        send(piece)
    }

    private func send(_ bytes: ByteBuffer) {
        waitingBytes -= bytes.readableBytes
        target.writeAndFlush(bytes, promise: nil)
    }

    private func wake(at time: NIODeadline) {
        timer = target.eventLoop.assumeIsolated().scheduleTask(deadline: time) { [weak self] in
            self?.timer = nil
            self?.pump()
        }
        readOrPause()
    }

    private func readOrPause() {
        let mayRead = waitingBytes < Self.mostBytes
        guard mayRead != isReading, !sourceHasEnded else { return }
        isReading = mayRead
        source.setOption(.autoRead, value: mayRead).whenFailure { _ in }
    }

    private static func garbage(_ count: Int, _ seed: UInt64) -> ByteBuffer {
        var numbers = SplitMix(state: seed)
        return ByteBuffer(bytes: (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) })
    }
}

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
