"""An imported ONNX network as a PyTorch module whose convolutions can be trained, and back."""
import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper


class OnnxNetwork(nn.Module):
    """The part of the network up to the tensor `last`; a forward pass returns that tensor."""

    def __init__(self, path, last):
        super().__init__()
        self.model = onnx.load(path)
        nodes = list(self.model.graph.node)
        end = next(i for i, node in enumerate(nodes) if last in node.output)
        self.nodes, self.last, self.input = nodes[: end + 1], last, self.model.graph.input[0].name
        used = {name for node in self.nodes for name in node.input}
        weights = {n for node in self.nodes if node.op_type in ("Conv", "ConvTranspose") for n in node.input[1:]}
        self.constants, self.weights = {}, nn.ParameterDict()
        for tensor in self.model.graph.initializer:
            if tensor.name not in used:
                continue
            value = torch.tensor(numpy_helper.to_array(tensor).copy())
            if tensor.name in weights:
                self.weights[tensor.name] = nn.Parameter(value.float())
            else:
                self.constants[tensor.name] = value

    def forward(self, x):
        values = {self.input: x}
        for node in self.nodes:
            inputs = [self._value(values, name) for name in node.input]
            values[node.output[0]] = self._compute(node, inputs)
        return values[self.last]

    def _value(self, values, name):
        if name in self.weights:
            return self.weights[name]
        return values[name] if name in values else self.constants.get(name)

    @staticmethod
    def _compute(node, inputs):
        a = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        x = inputs[0]
        bias = inputs[2] if len(inputs) > 2 else None
        match node.op_type:
            case "Conv":
                top, left, bottom, right = a["pads"]
                x = F.pad(x, (left, right, top, bottom))
                return F.conv2d(x, inputs[1], bias, a["strides"], 0, a["dilations"], a["group"])
            case "ConvTranspose":
                return F.conv_transpose2d(x, inputs[1], bias, a["strides"])
            case "Relu":
                return F.relu(x)
            case "HardSwish":
                return F.hardswish(x)
            case "Sigmoid":
                return torch.sigmoid(x)
            case "Add":
                return x + inputs[1]
            case "Mul":
                return x * inputs[1]
            case "AveragePool":  # All of them span the whole picture.
                return x.mean((2, 3), keepdim=True)
            case "Transpose":
                return x.permute(a["perm"])
            case "Resize":
                size = [int(s) for s in inputs[3]][2:] if len(inputs) > 3 else None
                scale = None if size else [float(s) for s in inputs[2]][2:]
                return F.interpolate(x, size=size, scale_factor=scale, mode="bilinear", align_corners=False)
        raise ValueError(node.op_type)


class GraphWriter:
    """Collects an ONNX graph; weights are stored as 16-bit floats and widened when it is loaded."""

    def __init__(self):
        self.nodes, self.casts, self.initializers = [], [], []

    def weight(self, name, value):
        half = np.asarray(value.detach().numpy(), np.float32).astype(np.float16)
        self.initializers.append(numpy_helper.from_array(half, name + "_half"))
        self.casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
        return name

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def copy(self, network, rename):
        """The nodes of an OnnxNetwork with its trained weights; global pooling fits any size of input."""
        for name, value in network.weights.items():
            self.weight(name, value)
        for name, value in network.constants.items():
            self.initializers.append(numpy_helper.from_array(value.numpy(), name))
        for node in network.nodes:
            inputs = [rename.get(name, name) for name in node.input]
            outputs = [rename.get(name, name) for name in node.output]
            kind = "GlobalAveragePool" if node.op_type == "AveragePool" else node.op_type
            attributes = {x.name: helper.get_attribute_value(x) for x in node.attribute}
            if kind == "GlobalAveragePool":
                attributes = {}
            self.nodes.append(helper.make_node(kind, inputs, outputs, **attributes))

    def save(self, path, name, source, target):
        """`source`, `target`: (tensor name, shape)."""
        ports = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in (source, target)]
        graph = helper.make_graph(self.casts + self.nodes, name, ports[:1], ports[1:], self.initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], producer_name="drape")
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, path)
