extension StringProtocol {
    /// The name of a table, column or other object, quoted for use in a statement.
    ///
    /// Works on scalars: a quotation mark that a combining mark follows is another `Character`, but still ends the
    /// name for the server.
    var quotedIdentifier: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            quoted.unicodeScalars.append(scalar)
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
        }
        quoted.unicodeScalars.append("\"")
        return quoted
    }
}
