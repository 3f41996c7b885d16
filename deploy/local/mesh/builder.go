package mesh

// Builder is a program that builds Jaeger and then becomes it. It is started
// with the path of Jaeger's configuration as its last argument.
type Builder struct {
	Path string
	Args []string
}
