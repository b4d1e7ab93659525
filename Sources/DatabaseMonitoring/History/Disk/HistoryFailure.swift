/// What an error of the file means for who reads it, and for the file.
struct HistoryFailure: CustomStringConvertible {
    let description: String
    /// The file is as good as before, and can be read. If not, it is opened anew by the next write.
    let keepsFile: Bool

    init(_ error: any Error, path: String) {
        let inMemory = "Until then the newest samples are held in memory, and are written by themselves."
        guard let error = error as? SQLiteError else {
            keepsFile = false
            description = "\(path) can't be used: \(error). \(inMemory)"
            return
        }
        keepsFile = error.isFull || (error.isReadOnly && !error.isMoved)
        description =
            if error.isFull {
                "There is no space left for \(path) (\(error)). Make some on its disk. \(inMemory)"
            } else if error.isBusy {
                "Another program has \(path) open. End it, or give this one another state folder. \(inMemory)"
            } else if error.isRefused {
                "\(path) can't be opened or written (\(error)). Check its folder and its permissions. \(inMemory)"
            } else {
                "\(path) can't be written (\(error)). Check its disk. \(inMemory)"
            }
    }
}
