// libyaml: its event parser is the only reader of YAML in this package.
#ifndef AEROSPIKE_YAML_SHIM_H
#define AEROSPIKE_YAML_SHIM_H

#include <yaml.h>

#endif
