/// What this process uses of the machine.
public struct ProcessFigures: Sendable, Equatable {
    /// By all threads, in the program and in the system on its behalf, since the process began.
    public var processorTime: Duration
    /// Nil where the system doesn't tell.
    public var residentBytes: Int?
    /// Files and sockets. Nil where the system doesn't tell.
    public var openFiles: Int?
    /// The most of them that the process may have; nil when there is no limit.
    public var openFilesMax: Int?

    public init(processorTime: Duration, residentBytes: Int?, openFiles: Int?, openFilesMax: Int?) {
        (self.processorTime, self.residentBytes) = (processorTime, residentBytes)
        (self.openFiles, self.openFilesMax) = (openFiles, openFilesMax)
    }

    /// Those of now. Takes some tens of microseconds, and time proportional to the number of open files.
    public static func current() -> ProcessFigures {
        ProcessFigures(
            processorTime: ProcessUsage.processorTime, residentBytes: ProcessUsage.residentBytes,
            openFiles: ProcessUsage.openFiles, openFilesMax: ProcessUsage.openFilesMax)
    }

    /// As the monitor's figures.
    public var measured: [Measured] {
        var all = [Measured(.processorTime, value: processorTime / .seconds(1))]
        if let residentBytes { all.append(Measured(.memory, value: Double(residentBytes))) }
        if let openFiles { all.append(Measured(.openFiles, value: Double(openFiles))) }
        if let openFilesMax { all.append(Measured(.openFilesMax, value: Double(openFilesMax))) }
        return all
    }
}
