/// Names of members as they stand in JSON: `startsAt` is `starts_at` there.
enum WireName {
    static func of(_ name: String) -> String {
        var result = ""
        var previousIsLower = false
        for character in name {
            if character.isUppercase, previousIsLower { result += "_" }
            previousIsLower = !character.isUppercase
            result += character.lowercased()
        }
        return result
    }
}
