/// How a ``MetricsHistory`` does.
public struct HistoryStatus: Sendable, Hashable {
    /// Why nothing is written to the disk at the moment, and what to do; nil: all is well.
    public internal(set) var failure: String?
    /// What happened to the file that somebody should know: moved aside, begun anew. The newest 20.
    public internal(set) var notes: [String] = []
    /// What the file takes on the disk, with its log.
    public internal(set) var fileBytes = 0
    /// Samples that wait in memory for the disk.
    public internal(set) var samplesInMemory = 0
    /// Samples that were never written: more waited than there is place for, or their time was impossible.
    public internal(set) var lostSamples = 0
    /// Values that were left out, because their series was one too many or its name longer than 512 bytes.
    public internal(set) var droppedValues = 0

    static let mostNotes = 20

    mutating func note(_ text: String) {
        notes.append(text)
        if notes.count > Self.mostNotes { notes.removeFirst() }
    }
}
