package server

// ReadLine lets the fuzz test reach the reading of a recording.
var ReadLine = readLine
