public import Foundation
import Synchronization

/// What was measured in the last hours, and some documents, in one file of a fixed size.
///
/// ```swift
/// let history = MetricsHistory(path: "state/history.sqlite")
/// await history.append(time: Date(), values: ["postgresql.connections{state=active}": 4])
/// let day = await history.series(
///     keys: ["postgresql.connections{state=active}"], from: Date() - 86_400, to: Date(), points: 300)
/// ```
///
/// Single samples are kept for two hours, minutes for ``HistoryConfiguration/retentionHours`` and hours for twice as long,
/// these with minimum, mean and maximum. What was appended is there after a `SIGKILL`; a power cut may cost the last
/// seconds. While the disk can't be written, samples and documents are held in memory, within bounds, and are written
/// when it can: every call of ``append(time:values:)`` tries.
///
/// Calls run one after the other on a thread of their own, which may wait for the disk; the properties that aren't
/// `async` never wait. A file is open in one program at a time.
public actor MetricsHistory {
    let file: HistoryFile
    let configuration: HistoryConfiguration
    let rings: HistoryRings
    var store: HistoryStore?
    var samples: PendingSamples
    var documents: PendingDocuments
    private let executor = DiskExecutor(label: "bookedbarber.history")
    let published = Mutex(HistoryStatus())
    var identity: UInt64?
    var hasBeenOpened = false
    var isClosed = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Doesn't touch the disk; the file is opened by the first call of any other function.
    ///
    /// - Parameter configuration: where it has a ``HistoryConfiguration/fault``, the nearest that is allowed is taken.
    public init(path: String, configuration: HistoryConfiguration = HistoryConfiguration()) {
        file = HistoryFile(path: path)
        self.configuration = configuration.allowed
        rings = HistoryRings(self.configuration)
        samples = PendingSamples(capacity: rings.sample.capacity, configuration: self.configuration)
        documents = PendingDocuments(self.configuration)
    }

    /// How it does, as of the last call that ended. Never waits for the disk.
    public nonisolated var status: HistoryStatus { published.withLock { $0 } }
    /// See ``HistoryStatus/failure``.
    public nonisolated var failure: String? { status.failure }
    /// See ``HistoryStatus/notes``.
    public nonisolated var notes: [String] { status.notes }
    /// See ``HistoryStatus/fileBytes``.
    public nonisolated var fileBytes: Int { status.fileBytes }

    /// Opens the file, or makes it. A file that is damaged or of another version is renamed to `….damaged` first, and a
    /// note says so. Does nothing where the file is open.
    public func open() {
        guard store == nil, !isClosed else { return }
        hasBeenOpened = true
        do {
            try openOrBeginAnew()
            published.withLock { $0.failure = nil }
        } catch {
            fail(error)
        }
        measure()
    }

    /// Writes what is in memory and closes the file. What is appended afterwards stays in memory.
    public func close() {
        flush()
        store = nil
        isClosed = true
        measure()
    }

    /// Adds a sample. Values that are not finite as 32-bit floating point numbers are left out.
    ///
    /// Times may be in any order. Minutes and hours of the same time are shared by all samples of it; where a ring's place
    /// is taken by another time, older or newer, the one appended last has it.
    ///
    /// - Returns: whether all samples are on the disk; if not, ``failure`` says why.
    @discardableResult
    public func append(time: Date, values: [String: Double]) -> Bool {
        guard let milliseconds = HistoryTime.milliseconds(time) else {
            published.withLock { $0.lostSamples += 1 }
            return false
        }
        samples.append(values, at: milliseconds)
        flush()
        return samples.samples.isEmpty
    }
}
